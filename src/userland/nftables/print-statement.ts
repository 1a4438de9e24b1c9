import type { Expression } from '../../kernel/netfilter/nft/expression.ts';
import type { NftObject } from '../../kernel/netfilter/nft/object.ts';
import type { NatStatement, Rate, Statement } from '../../kernel/netfilter/nft/statement.ts';
import {
  type Layout,
  printBits,
  printExpression,
  printInterval,
  printSetOf,
  printVerdict,
  shownInterval,
  typeOfExpression,
  typesOfExpression,
} from './print-expression.ts';
import { SYMBOLS } from './symbols.ts';
import { formatTime } from './time.ts';
import { bitsOf, type DataType, printValue, typeOf } from './types.ts';

/** Levels of the kernel's log by their numbers. */
export const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug', 'audit'];

/** Writes a statement as a listing shows it. */
export function printStatement(statement: Statement, layout: Layout): string {
  switch (statement.kind) {
    case 'match':
      return printMatch(statement, layout);
    case 'verdict':
      return printVerdict(statement.verdict);
    case 'vmap': {
      const { key, set } = statement;
      const types = typesOfExpression(key).map((type) => (type.name === 'raw' ? typeOf('integer') : type));
      return `${printExpression(key, layout)} vmap ${printSetOf(set, types, layout)}`;
    }
    case 'counter':
      return layout.stateless ? 'counter' : `counter packets ${statement.packets} bytes ${statement.bytes}`;
    case 'object':
      return printReference(statement.object);
    case 'inert':
      return statement.text;
    case 'limit':
      return `limit rate ${printRate(statement.rate)}`;
    case 'quota':
      return `quota ${printQuota(statement, layout)}`;
    case 'connlimit':
      return `ct count ${statement.over ? 'over ' : ''}${statement.count}`;
    case 'log':
      return printLog(statement);
    case 'reject':
      return printReject(statement, layout);
    case 'snat':
    case 'dnat':
    case 'masquerade':
    case 'redirect':
      return printNat(statement, layout);
    case 'set': {
      const target: Expression = { kind: 'field', name: statement.target };
      return `${printExpression(target, layout)} set ${printExpression(statement.value, layout, typeOfExpression(target))}`;
    }
    case 'notrack':
      return 'notrack';
    case 'fwd':
    case 'dup':
      return `${statement.kind} to ${printExpression(statement.device, layout, typeOf('iface_index'))}`;
    case 'update': {
      const { op, set, key, data, timeout, statements } = statement;
      let inner = printExpression(key, layout);
      if (timeout !== undefined) inner += ` timeout ${formatTime(timeout, layout.style)}`;
      for (const each of statements) inner += ` ${printStatement(each, { ...layout, stateless: true })}`;
      if (data !== undefined) inner += ` : ${printExpression(data, layout)}`;
      if (set.description.meter) return `meter ${set.name} size ${set.description.size} { ${inner} }`;
      return `${op} @${set.name} { ${inner} }`;
    }
  }
}

function printReference({ name, state: { kind } }: NftObject): string {
  if (kind === 'flowtable') return `flow add @${name}`;
  return kind.startsWith('ct ') ? `${kind} set "${name}"` : `${kind} name "${name}"`;
}

function printMatch({ left, op, right }: Extract<Statement, { kind: 'match' }>, layout: Layout): string {
  const type = typeOfExpression(left);
  const sign = op === '==' ? '' : `${op} `;
  const text = printExpression(left, layout);
  switch (right.kind) {
    case 'set':
      return `${text} ${left.kind === 'bitwise' ? `${op} ` : sign}${printSetOf(right.set, typesOfExpression(left), layout)}`;
    case 'bits':
      return `${text} ${op === '!=' ? '! ' : ''}${printBits(right.mask, type, layout)}`;
    case 'interval':
      return `${text} ${sign}${printInterval(shownInterval(left, right.interval, right.written), type, layout, right.written)}`;
    case 'values':
      return `${text} ${sign}${right.values.map((value) => printValue(type, value, layout.style, layout.process)).join(' . ')}`;
    case 'value': {
      const { value } = right;
      // Of several bits that count, those that have to be set come first.
      if (type.bitmask && left.kind === 'bitwise' && left.op === '&' && left.by.kind === 'value') {
        const mask = Number(left.by.value);
        if (bitsOf(mask).length > 1 && (op === '==' || op === '!='))
          return `${printExpression(left.of, layout)} ${sign}${printBits(Number(value), type, layout)} / ${printBits(mask, type, layout)}`;
      }
      const isOneBit = type.bitmask === true && left.kind === 'field' && bitsOf(Number(value)).length <= 1;
      const isExplicit = left.kind === 'bitwise' || isOneBit;
      return `${text} ${isExplicit ? `${op} ` : sign}${printValue(type, value, layout.style, layout.process)}`;
    }
  }
}

/** `5/second burst 10 packets`, `over 10 mbytes/second`. */
export function printRate({ rate, unit, bytes, burst, over }: Rate): string {
  const sign = over ? 'over ' : '';
  if (!bytes) return `${sign}${rate}/${unit}${burst === 5 ? '' : ` burst ${burst} packets`}`;
  return `${sign}${printBytes(rate)}/${unit}${burst === 0 ? '' : ` burst ${printBytes(burst)}`}`;
}

/** `over 10 mbytes used 5 bytes`. */
export function printQuota(
  { over, bytes, used }: { readonly over: boolean; readonly bytes: number; readonly used: number },
  { stateless }: Layout,
): string {
  const spent = used > 0 && !stateless ? ` used ${printBytes(used)}` : '';
  return `${over ? 'over ' : ''}${printBytes(bytes)}${spent}`;
}

function printBytes(bytes: number): string {
  return inUnits(bytes).join(' ');
}

/** Bytes in the greatest unit that has a whole number of them. */
export function inUnits(bytes: number): readonly [number, string] {
  let [count, unit] = [bytes, 'bytes'];
  for (const next of ['kbytes', 'mbytes', 'gbytes']) {
    if (count === 0 || count % 1024 !== 0) break;
    [count, unit] = [count / 1024, next];
  }
  return [count, unit];
}

function printLog({ prefix, level, flags, group, snaplen, threshold }: Extract<Statement, { kind: 'log' }>): string {
  let text = 'log';
  if (prefix !== undefined) text += ` prefix "${prefix}"`;
  if (group !== undefined) text += ` group ${group}`;
  if (snaplen !== undefined) text += ` snaplen ${snaplen}`;
  if (threshold !== undefined) text += ` queue-threshold ${threshold}`;
  if (level !== undefined && level !== 4) text += ` level ${LOG_LEVELS[level]}`;
  if (flags === 47) return `${text} flags all`;
  if ((flags & 3) !== 0) {
    const both = ['sequence', 'options'].filter((_, i) => (flags & (1 << i)) !== 0);
    text += ` flags tcp ${both.join(',')}`;
  }
  if ((flags & 4) !== 0) text += ' flags ip options';
  if ((flags & 8) !== 0) text += ' flags skuid';
  if ((flags & 32) !== 0) text += ' flags ether';
  return text;
}

function printReject(
  { written: { type, code } }: Extract<Statement, { kind: 'reject' }>,
  { family, style }: Layout,
): string {
  if (type === 'tcp reset') return 'reject with tcp reset';
  const usual = family === 'ip' ? 'icmp' : family === 'ip6' ? 'icmpv6' : 'icmpx';
  if (type === usual && code === { icmp: 3, icmpv6: 4, icmpx: 1 }[type]) return 'reject';
  const name = style.numeric ? undefined : SYMBOLS[`${type}_code`]!.find(([, each]) => each === code)?.[0];
  return `reject with ${type} ${name ?? code}`;
}

function printNat(statement: NatStatement, layout: Layout): string {
  const { kind, family, address, addressUpTo, port, portUpTo, random, fullyRandom, persistent } = statement;
  const print = (expression: Expression, upTo: number | bigint | string | undefined, type: DataType) => {
    if (expression.kind === 'value' && upTo !== undefined)
      return printInterval({ low: expression.value, high: upTo }, type, layout);
    const text = printExpression(expression, layout, type);
    return upTo === undefined ? text : `${text}-${printValue(type, upTo, layout.style, layout.process)}`;
  };
  const types = typesOfNat(statement, layout);
  let to = address === undefined ? '' : print(address, addressUpTo, types.address);
  if (port !== undefined) to += `:${print(port, portUpTo, types.port)}`;
  const named = family !== undefined && address !== undefined ? ` ${family}` : '';
  const flags = [random && 'random', fullyRandom && 'fully-random', persistent && 'persistent'].filter(Boolean);
  const prefix = statement.netmap ? ' prefix' : '';
  return [`${kind}${named}${prefix}`, to === '' ? '' : `to ${to}`, flags.join(',')]
    .filter((part) => part !== '')
    .join(' ');
}

/** The types of the address and the port that are translated to. */
export function typesOfNat({ family }: NatStatement, layout: Layout): { address: DataType; port: DataType } {
  return { address: layoutType(family, layout), port: PORT };
}

const PORT = typeOf('inet_service');

function layoutType(family: 'ip' | 'ip6' | undefined, layout: Layout): DataType {
  const isIpv6 = family === 'ip6' || layout.family === 'ip6';
  return typeOfExpression({ kind: 'field', name: isIpv6 ? 'ip6 saddr' : 'ip saddr' });
}
