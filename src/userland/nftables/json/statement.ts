import type { Expression } from '../../../kernel/netfilter/nft/expression.ts';
import type { Value } from '../../../kernel/netfilter/nft/set.ts';
import type { NatStatement, Rate, Statement } from '../../../kernel/netfilter/nft/statement.ts';
import { type Layout, shownInterval, typeOfExpression, typesOfExpression } from '../print-expression.ts';
import { inUnits, LOG_LEVELS, printStatement, typesOfNat } from '../print-statement.ts';
import { SYMBOLS } from '../symbols.ts';
import { type DataType, typeOf } from '../types.ts';
import { type Json, oneOrList } from './document.ts';
import { expressionOf, setOf, verdictOf } from './expression.ts';
import { bitsAsList, constantOf, intervalOf } from './value.ts';

/** A statement of a rule. */
export function statementOf(statement: Statement, layout: Layout): Json {
  switch (statement.kind) {
    case 'match':
      return { match: matchOf(statement, layout) };
    case 'verdict':
      return verdictOf(statement.verdict);
    case 'vmap': {
      const { key, set } = statement;
      return { vmap: { key: expressionOf(key, layout), data: setOf(set, typesOfExpression(key), layout) } };
    }
    case 'counter': {
      const { packets, bytes } = statement;
      return { counter: layout.stateless ? null : { packets, bytes } };
    }
    case 'object': {
      const { name, state } = statement.object;
      return state.kind === 'flowtable' ? { flow: { op: 'add', flowtable: `@${name}` } } : { [state.kind]: name };
    }
    case 'inert':
      return inertOf(statement.text);
    case 'limit':
      return { limit: limitOf(statement.rate) };
    case 'quota':
      return { quota: quotaOf(statement, layout) };
    case 'connlimit':
      return { 'ct count': { val: statement.count, inv: statement.over || undefined } };
    case 'log':
      return { log: logOf(statement) };
    case 'reject': {
      const { type, code } = statement.written;
      const names = layout.style.numeric ? [] : (SYMBOLS[`${type}_code`] ?? []);
      const expr = type === 'tcp reset' ? undefined : (names.find(([, each]) => each === code)?.[0] ?? code);
      return { reject: { type, expr } };
    }
    case 'snat':
    case 'dnat':
    case 'masquerade':
    case 'redirect':
      return { [statement.kind]: natOf(statement, layout) };
    case 'set': {
      const target: Expression = { kind: 'field', name: statement.target };
      const value = expressionOf(statement.value, layout, typeOfExpression(target));
      return { mangle: { key: expressionOf(target, layout), value } };
    }
    case 'notrack':
      return { notrack: null };
    case 'fwd':
      return { fwd: { dev: expressionOf(statement.device, layout, typeOf('iface_index')) } };
    case 'dup':
      return { dup: { addr: expressionOf(statement.device, layout, typeOf('iface_index')) } };
    case 'update':
      return updateOf(statement, layout);
  }
}

function matchOf({ left, op, right }: Extract<Statement, { kind: 'match' }>, layout: Layout): Json {
  const type = typeOfExpression(left);
  const of = (shown: string, value: Json): Json => ({ op: shown, left: expressionOf(left, layout), right: value });
  switch (right.kind) {
    case 'set':
      return of(op, setOf(right.set, typesOfExpression(left), layout));
    case 'bits':
      return of(op === '!=' ? '!' : 'in', bitsAsList(type, right.mask, layout));
    case 'interval':
      return of(op, intervalOf(shownInterval(left, right.interval, right.written), type, layout, right.written));
    case 'values':
      return of(op, { concat: right.values.map((value) => constantOf(type, value, layout)) });
    case 'value': {
      const isMasked = type.bitmask && left.kind === 'bitwise' && left.op === '&' && left.by.kind === 'value';
      const isLabel = type.name === 'ct_label' && op === '==';
      return of(
        isLabel ? 'in' : op,
        isMasked ? bitsAsList(type, Number(right.value), layout) : constantOf(type, right.value, layout),
      );
    }
  }
}

/** The numbers that a statement without effect says are numbers, its other words flags. */
function inertOf(text: string): Json {
  const [name = '', ...words] = text.split(' ');
  if (name !== 'synproxy') return text;
  const number = (word: string) => (words.includes(word) ? Number(words[words.indexOf(word) + 1]) : undefined);
  const flags = words.filter((word) => word === 'timestamp' || word === 'sack-perm');
  const said = { mss: number('mss'), wscale: number('wscale'), flags: oneOrList(flags) };
  return { synproxy: words.length === 0 ? null : said };
}

function limitOf({ rate, unit: per, bytes, burst, over }: Rate): Json {
  const inv = over || undefined;
  if (!bytes) return { rate, burst, per, inv };
  const [[count, rate_unit], [more, burst_unit]] = [inUnits(rate), inUnits(burst)];
  return { rate: count, burst: more, per, inv, rate_unit, burst_unit };
}

function quotaOf({ over, bytes, used }: Extract<Statement, { kind: 'quota' }>, { stateless }: Layout): Json {
  const [val, val_unit] = inUnits(bytes);
  const [spent, used_unit] = used > 0 && !stateless ? inUnits(used) : [];
  return { val, val_unit, inv: over || undefined, used: spent, used_unit };
}

const LOG_FLAGS: readonly (readonly [number, string])[] = [
  [1, 'tcp sequence'],
  [2, 'tcp options'],
  [4, 'ip options'],
  [8, 'skuid'],
  [32, 'ether'],
];

function logOf({ prefix, level, flags, group, snaplen, threshold }: Extract<Statement, { kind: 'log' }>): Json {
  const names = flags === 47 ? ['all'] : LOG_FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  const said = {
    prefix,
    group,
    snaplen,
    'queue-threshold': threshold,
    level: level === undefined || level === 4 ? undefined : LOG_LEVELS[level],
    flags: oneOrList(names),
  };
  return Object.values(said).every((each) => each === undefined) ? null : said;
}

function natOf(statement: NatStatement, layout: Layout): Json {
  const { family, address, addressUpTo, port, portUpTo, random, fullyRandom, persistent } = statement;
  const types = typesOfNat(statement, layout);
  const place = (expression: Expression | undefined, upTo: Value | undefined, type: DataType) => {
    if (expression?.kind === 'value' && upTo !== undefined)
      return intervalOf({ low: expression.value, high: upTo }, type, layout);
    return expression === undefined ? undefined : expressionOf(expression, layout, type);
  };
  const flags = [
    ...[random && 'random', fullyRandom && 'fully-random', persistent && 'persistent'],
    statement.netmap && 'netmap',
  ];
  const said = {
    family: address === undefined ? undefined : family,
    addr: place(address, addressUpTo, types.address),
    port: place(port, portUpTo, types.port),
    flags: oneOrList(flags.filter((flag) => typeof flag === 'string')),
    type_flags: statement.netmap ? 'prefix' : undefined,
  };
  return Object.values(said).every((each) => each === undefined) ? null : said;
}

function updateOf(statement: Extract<Statement, { kind: 'update' }>, layout: Layout): Json {
  const { op, set, key, data, timeout, statements } = statement;
  if (data !== undefined) {
    layout.process.stderr.write('warning: stmt ops map have no json callback\n');
    return printStatement(statement, layout);
  }
  const bare = expressionOf(key, layout);
  const elem: Json = timeout === undefined ? bare : { elem: { val: bare, timeout: Math.floor(timeout / 1_000_000) } };
  const given = statements.map((each) => statementOf(each, { ...layout, stateless: true }));
  if (set.description.meter)
    return { meter: { key: elem, stmt: given[0], size: set.description.size, name: set.name } };
  return { set: { op, elem, set: `@${set.name}`, stmt: given.length === 0 ? undefined : given } };
}
