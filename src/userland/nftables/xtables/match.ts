import type { ConntrackMatch } from '../../../kernel/netfilter/matches/conntrack.ts';
import type { Match } from '../../../kernel/netfilter/matches/index.ts';
import type { TcpMatch } from '../../../kernel/netfilter/matches/tcp.ts';
import { formatIpv4, maskOf } from '../../../net/ipv4.ts';
import { formatMac } from '../../../net/mac.ts';
import type { RulesetLayout } from '../print-ruleset.ts';
import { SYMBOLS } from '../symbols.ts';
import { bitsOf } from '../types.ts';

/** Kinds of matches that iptables gives to nf_tables as its own expressions; all others are `xt` to nft. */
const NATIVE: readonly Match['kind'][] = ['mark', 'limit', 'udp', 'tcp'];

/** Whether a match is one of iptables' own to nft. */
export function isXtMatch(match: Match): boolean {
  if (match.kind === 'tcp') return match.option !== undefined || !(match.srcPorts || match.dstPorts || match.flags);
  if (match.kind === 'udp') return !(match.srcPorts || match.dstPorts);
  return !NATIVE.includes(match.kind);
}

const sign = (invert: boolean) => (invert ? '!= ' : '');
const hex = (value: number) => `0x${value.toString(16)}`;
const mark = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;

interface Span {
  readonly min: number;
  readonly max: number;
}

const range = ({ min, max }: Span) => (min === max ? String(min) : `${min}-${max}`);

/** A match in nft's words (its xlate function); `protocol` is what its ports are of. */
export function printXtMatch(match: Match, protocol: string, { style }: RulesetLayout): string {
  switch (match.kind) {
    case 'tcp':
      return printTcp(match);
    case 'udp':
      return ports('udp', match.srcPorts, match.dstPorts).join(' ');
    case 'comment':
      return '';
    case 'icmp':
      return printIcmp(match);
    case 'conntrack':
      return printConntrack(match);
    case 'state':
      return `ct state ${match.invert ? '! ' : ''}${states(match.states)}`;
    case 'mark': {
      const { value, mask, invert } = match;
      if (mask === 0xffffffff) return `meta mark ${sign(invert)}${mark(value)}`;
      return `meta mark & ${mark(mask)} ${invert ? '!=' : '=='} ${mark(value)}`;
    }
    case 'connmark': {
      const { value, mask, invert } = match;
      if (mask === 0xffffffff) return `ct mark ${sign(invert)}${hex(value)}`;
      return `ct mark and ${hex(mask)} ${invert ? '!=' : '=='} ${hex(value)}`;
    }
    case 'limit':
      return printLimit(match.interval, match.burst);
    case 'multiport': {
      const of = (port: string) => `${protocol} ${port}`;
      if (match.which === 'either') {
        const both = match.ports.flatMap((each) => [`0-65535 . ${range(each)}`, `${range(each)} . 0-65535`]);
        return `${of('sport')} . ${of('dport')} ${sign(match.invert)}{ ${both.join(', ')} }`;
      }
      const list = match.ports.map(range);
      const text = list.length > 1 ? `{ ${list.join(', ')} }` : list[0];
      return `${of(match.which === 'source' ? 'sport' : 'dport')} ${sign(match.invert)}${text}`;
    }
    case 'addrtype': {
      const by = match.limit === undefined ? '' : match.limit === 'in' ? ' . iif' : ' . oif';
      const test = match.source ?? match.destination!;
      const types = test.types.map((type) => type.toLowerCase());
      const text = types.length > 1 ? `{ ${types.join(', ')} }` : types[0];
      return `fib ${match.source === undefined ? 'daddr' : 'saddr'}${by} type ${sign(test.invert)}${text}`;
    }
    case 'mac':
      return `ether saddr ${sign(match.invert)}${formatMac(match.mac)}`;
    case 'pkttype':
      return `pkttype ${sign(match.invert)}${match.type}`;
    case 'ttl':
      return `ip ttl ${{ equal: '', 'not-equal': '!= ', less: 'lt ', greater: 'gt ' }[match.test]}${match.ttl}`;
    case 'length':
      return `meta length ${sign(match.invert)}${range(match)}`;
    case 'dscp':
      return `ip dscp ${sign(match.invert)}0x${(match.value >> 2).toString(16).padStart(2, '0')}`;
    case 'iprange':
      return [
        match.source === undefined ? '' : `ip saddr ${addresses(match.source)}`,
        match.destination === undefined ? '' : `ip daddr ${addresses(match.destination)}`,
      ]
        .filter((part) => part !== '')
        .join(' ');
    case 'statistic':
      if (match.every !== undefined) return `numgen inc mod ${match.every} ${sign(match.invert)}${match.packet ?? 0}`;
      return `meta random & 2147483647 ${match.invert ? '>=' : '<'} ${match.probability ?? 0}`;
    case 'quota':
      return `quota ${match.invert ? 'over ' : ''}${match.quota} bytes`;
    case 'owner': {
      const { user, group } = match;
      if ((user === undefined) === (group === undefined) || match.socketExists !== undefined) return 'xt match owner';
      return user === undefined
        ? `skgid ${sign(group!.invert)}${range(group!)}`
        : `skuid ${sign(user.invert)}${range(user)}`;
    }
    case 'rpfilter': {
      const keys = ['saddr', ...(match.validMark ? ['mark'] : []), ...(match.loose ? [] : ['iif'])];
      return `fib ${keys.join(' . ')} oif ${match.invert ? '' : '!= '}0`;
    }
    case 'time':
      return printTime(match) ?? 'xt match time';
    default:
      return style.numeric ? `xt match ${match.kind}` : `xt match ${match.kind}`;
  }
}

function printTcp({ srcPorts, dstPorts, flags, option }: TcpMatch): string {
  const parts: string[] = [];
  if (flags !== undefined) {
    const names = (bits: number) => list('tcp_flag', bits);
    const { mask, compare, invert } = flags;
    if (compare === 0) parts.push(`tcp flags ${invert ? '' : '! '}${names(mask)}`);
    else parts.push(`tcp flags ${sign(invert)}${names(compare)} / ${names(mask)}`);
  }
  parts.push(...ports('tcp', srcPorts, dstPorts));
  if (option !== undefined) parts.push(`tcp option ${option.number} ${option.invert ? 'missing' : 'exists'}`);
  return parts.join(' ');
}

type PortTest = Span & { readonly invert: boolean };

function ports(protocol: string, source: PortTest | undefined, destination: PortTest | undefined): string[] {
  const of = (name: string, test: PortTest | undefined) =>
    test === undefined ? [] : [`${protocol} ${name} ${sign(test.invert)}${range(test)}`];
  return [...of('sport', source), ...of('dport', destination)];
}

/** The names of a number's bits. */
function list(type: string, bits: number): string {
  return bitsOf(bits)
    .map((bit) => SYMBOLS[type]!.find(([, each]) => each === bit)?.[0] ?? hex(bit))
    .join(',');
}

/** Names of states in the order of iptables' bits. */
const STATES = ['invalid', 'new', 'related', 'established', 'untracked'];

function states(bits: number): string {
  return STATES.filter((_, i) => (bits & (1 << i)) !== 0).join(',');
}

const STATE_SNAT = 32;
const STATE_DNAT = 64;

function printConntrack(match: ConntrackMatch): string {
  const parts: string[] = [];
  const push = (text: string) => parts.push(text);
  if (match.states !== undefined) {
    const { mask, invert } = match.states;
    const nat = [mask & STATE_SNAT && 'snat', mask & STATE_DNAT && 'dnat'].filter(Boolean).join(',');
    const plain = states(mask);
    if (plain !== '') push(`ct state ${invert ? '! ' : ''}${plain}`);
    else if (nat !== '') push(`ct status ${invert ? '! ' : ''}${nat}`);
  }
  if (match.protocol !== undefined) push(`ct original protocol ${sign(match.protocol.invert)}${match.protocol.number}`);
  const ends = [
    ['original saddr', match.originalSource],
    ['original daddr', match.originalDestination],
    ['reply saddr', match.replySource],
    ['reply daddr', match.replyDestination],
  ] as const;
  for (const [name, test] of ends) {
    if (test === undefined) continue;
    const length = Array.from({ length: 33 }, (_, i) => i).find((each) => maskOf(each) === test.mask) ?? 32;
    push(`ct ${name} ${sign(test.invert)}${formatIpv4(test.address)}${length === 32 ? '' : `/${length}`}`);
  }
  const portTests = [
    ['original proto-src', match.originalSourcePort],
    ['original proto-dst', match.originalDestinationPort],
    ['reply proto-src', match.replySourcePort],
    ['reply proto-dst', match.replyDestinationPort],
  ] as const;
  for (const [name, test] of portTests) if (test !== undefined) push(`ct ${name} ${sign(test.invert)}${range(test)}`);
  if (match.status !== undefined) {
    const names = list('ct_status', match.status.mask);
    push(`ct status ${match.status.invert ? '! ' : ''}${names}`.trimEnd());
  }
  if (match.expire !== undefined) push(`ct expiration ${sign(match.expire.invert)}${range(match.expire)}`);
  if (match.direction !== undefined) {
    const isReply = match.direction.reply !== match.direction.invert;
    push(`ct direction ${isReply ? 'reply' : 'original'}`);
  }
  return parts.join(' ');
}

function printIcmp({ type, minCode, maxCode, invert }: Extract<Match, { kind: 'icmp' }>): string {
  if (type === 255) return 'ip protocol icmp';
  // Of the codes nft knows nothing here.
  if (minCode !== 0 || maxCode !== 255) return 'xt match icmp';
  const name = SYMBOLS.icmp_type!.find(([, each]) => each === type)?.[0] ?? String(type);
  return `icmp type ${sign(invert)}${name}`;
}

const UNITS = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const;

/** The rate of which one packet may pass in an interval of microseconds: packets, and in which time. */
export function rateOfInterval(interval: number): readonly [number, string] {
  for (const [name, seconds] of UNITS) {
    const each = Math.round((seconds * 1e6) / interval);
    if (each >= 1) return [each, name];
  }
  return [1, 'day'];
}

function printLimit(interval: number, burst: number): string {
  const [rate, unit] = rateOfInterval(interval);
  return `limit rate ${rate}/${unit}${burst === 5 ? '' : ` burst ${burst} packets`}`;
}

function addresses({
  min,
  max,
  invert,
}: {
  readonly min: number;
  readonly max: number;
  readonly invert: boolean;
}): string {
  return `${sign(invert)}${formatIpv4(min)}-${formatIpv4(max)}`;
}

/** Only times of the day have words of nft's. */
function printTime(match: Extract<Match, { kind: 'time' }>): string | undefined {
  const { dayStart, dayStop, weekdays, monthdays } = match;
  const isWhole = (bits: number, count: number) => bits === 0 || bitsOf(bits >>> 0).length >= count;
  if (!isWhole(weekdays, 7) || !isWhole(monthdays, 31)) return undefined;
  const clock = (seconds: number) =>
    [seconds / 3600, (seconds / 60) % 60, seconds % 60]
      .map((each) => String(Math.floor(each)).padStart(2, '0'))
      .join(':');
  return ` meta hour "${clock(dayStart)}"-"${clock(dayStop)}"`;
}
