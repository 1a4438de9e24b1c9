import type { Expression } from '../../kernel/netfilter/nft/expression.ts';
import type { NativeRule, Rate, Statement } from '../../kernel/netfilter/nft/statement.ts';
import type { RulesetOwner } from '../../kernel/netfilter/owner.ts';
import { Rule } from '../../kernel/netfilter/rule.ts';
import { type Unworded, wordsOf } from './rule-words.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Match = Extract<Statement, { kind: 'match' }>;

/**
 * A rule of nft as iptables reads it back: it knows the expressions that it would have used itself (nft_rule_to_iptables_command_state).
 * Undefined where the rule has others.
 */
export function asXtables(rule: Rule, netns: RulesetOwner): Rule | undefined {
  const { native } = rule;
  if (native === undefined) return rule;
  const read = readRule(native, netns);
  if (read === undefined) return undefined;
  const counter = native.statements.find((each) => each.kind === 'counter');
  return new Rule({ ...read, words: wordsOf(read) }, rule.cause, counter?.packets ?? 0, counter?.bytes ?? 0);
}

function readRule({ statements }: NativeRule, netns: RulesetOwner): Unworded | undefined {
  const rule: Writable<Unworded> = { matches: [], target: undefined };
  for (const statement of statements) if (!readStatement(rule, statement, netns)) return undefined;
  return rule;
}

/** Adds what a statement says; false when iptables has no words for it. */
function readStatement(rule: Writable<Unworded>, statement: Statement, netns: RulesetOwner): boolean {
  switch (statement.kind) {
    case 'counter':
      return true;
    case 'verdict': {
      const { verdict } = statement;
      if ('chain' in verdict) rule.target = { kind: 'jump', chain: verdict.chain.name, goto: verdict.kind === 'goto' };
      else if (verdict.kind !== 'continue') rule.target = { kind: VERDICTS[verdict.kind] };
      return true;
    }
    case 'limit': {
      const interval = intervalOf(statement.rate);
      if (statement.rate.bytes || statement.rate.over) return false;
      const { burst } = statement.rate;
      rule.matches = [...rule.matches, { kind: 'limit', interval, burst, credit: 0, updated: 0 }];
      return true;
    }
    case 'log':
      if (statement.group === undefined) return false;
      rule.target = { kind: 'NFLOG', group: statement.group, prefix: statement.prefix ?? '', threshold: 1 };
      return true;
    case 'match':
      return readTest(rule, statement, netns);
    default:
      return false;
  }
}

const VERDICTS = { accept: 'ACCEPT', drop: 'DROP', return: 'RETURN' } as const;
const SECONDS: Readonly<Record<Rate['unit'], number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

function intervalOf({ rate, unit }: Rate): number {
  return (SECONDS[unit] * 1e6) / rate;
}

function readTest(rule: Writable<Unworded>, { left, op, right }: Match, netns: RulesetOwner): boolean {
  // What is looked up in sets iptables passes over.
  if (right.kind === 'set') return true;
  if (left.kind === 'bitwise') return readMasked(rule, left, op, right);
  if (left.kind !== 'field') return false;
  const invert = op === '!=';
  const value = right.kind === 'value' ? right.value : undefined;
  switch (left.name) {
    case 'ip saddr':
    case 'ip daddr': {
      const test = addressOf(right, invert);
      if (test === undefined) return false;
      if (left.name === 'ip saddr') rule.source = test;
      else rule.destination = test;
      return true;
    }
    case 'ip protocol':
    case 'meta l4proto':
      if (typeof value !== 'number') return false;
      rule.protocol = { number: value, invert };
      return true;
    case 'meta iifname':
    case 'meta oifname':
    case 'meta iif':
    case 'meta oif': {
      const name = typeof value === 'number' ? netns.devices.get(value)?.name : value;
      const prefix = right.kind === 'interval' ? String(right.interval.low) : undefined;
      if (name === undefined && prefix === undefined) return false;
      const test = { name: String(name ?? prefix), prefix: prefix !== undefined, invert };
      if (left.name.startsWith('meta i')) rule.inDevice = test;
      else rule.outDevice = test;
      return true;
    }
    case 'meta mark':
      if (typeof value !== 'number') return false;
      rule.matches = [...rule.matches, { kind: 'mark', value, mask: 0xffffffff, invert }];
      return true;
    case 'tcp sport':
    case 'tcp dport':
    case 'udp sport':
    case 'udp dport':
      return readPort(rule, left.name, right, invert);
    default:
      return false;
  }
}

function addressOf(right: Match['right'], invert: boolean): Unworded['source'] {
  if (right.kind === 'value' && typeof right.value === 'number')
    return { address: right.value, mask: 0xffffffff, invert };
  if (right.kind !== 'interval' || right.written !== 'prefix') return undefined;
  const [low, high] = [Number(right.interval.low), Number(right.interval.high)];
  return { address: low, mask: ~(low ^ high) >>> 0, invert };
}

/** Ports of a protocol come together in one match. */
function readPort(rule: Writable<Unworded>, name: string, right: Match['right'], invert: boolean): boolean {
  const [low, high] =
    right.kind === 'value'
      ? [right.value, right.value]
      : right.kind === 'interval'
        ? [right.interval.low, right.interval.high]
        : [];
  if (typeof low !== 'number' || typeof high !== 'number') return false;
  const kind = name.slice(0, 3) as 'tcp' | 'udp';
  const test = { [name.endsWith('sport') ? 'srcPorts' : 'dstPorts']: { min: low, max: high, invert } };
  joinMatch(rule, kind, test);
  return true;
}

function joinMatch(rule: Writable<Unworded>, kind: 'tcp' | 'udp', test: object): void {
  rule.protocol ??= { number: kind === 'tcp' ? 6 : 17, invert: false };
  const known = rule.matches.some((match) => match.kind === kind);
  rule.matches = known
    ? rule.matches.map((match) => (match.kind === kind ? { ...match, ...test } : match))
    : [...rule.matches, { kind, ...test }];
}

function readMasked(
  rule: Writable<Unworded>,
  { of, by }: Extract<Expression, { kind: 'bitwise' }>,
  op: Match['op'],
  right: Match['right'],
): boolean {
  if (of.kind !== 'field' || by.kind !== 'value' || right.kind !== 'value') return false;
  const [mask, value] = [Number(by.value), Number(right.value)];
  const invert = op === '!=';
  if (of.name === 'tcp flags') joinMatch(rule, 'tcp', { flags: { mask, compare: value, invert } });
  else if (of.name === 'meta mark') rule.matches = [...rule.matches, { kind: 'mark', value, mask, invert }];
  else return false;
  return true;
}
