import type { Match } from '../../../kernel/netfilter/matches/index.ts';
import type { AddressTest, DeviceTest, Rule } from '../../../kernel/netfilter/rule.ts';
import type { Target } from '../../../kernel/netfilter/targets/index.ts';
import { formatIpv4, maskOf } from '../../../net/ipv4.ts';
import type { RulesetLayout } from '../print-ruleset.ts';
import { typeOf } from '../types.ts';
import { isXtMatch, rateOfInterval } from '../xtables/match.ts';
import { isProtocolImplied } from '../xtables/rule.ts';
import { isXtTarget } from '../xtables/target.ts';
import type { Json } from './document.ts';
import { bitsAsList, constantOf } from './value.ts';

/** A rule of iptables: what it makes of nf_tables' own expressions as these, its matches and targets by their bare names. */
export function xtRuleOf(rule: Rule, layout: RulesetLayout): Json[] {
  const { source, destination, inDevice, outDevice, protocol, fragment, matches, target } = rule.spec;
  const { packets, bytes } = rule;
  const parts: Json[] = [];
  if (inDevice !== undefined) parts.push(device('iifname', inDevice));
  if (outDevice !== undefined) parts.push(device('oifname', outDevice));
  if (protocol !== undefined && !isProtocolImplied(rule.spec)) {
    const value = constantOf(typeOf('inet_proto'), protocol.number, layout);
    parts.push(match(protocol.invert, { meta: { key: 'l4proto' } }, value));
  }
  if (source !== undefined) parts.push(address('saddr', source));
  if (destination !== undefined) parts.push(address('daddr', destination));
  if (fragment !== undefined) parts.push(match(!fragment.invert, { '&': [payload('ip', 'frag-off'), 8191] }, 0));
  for (const each of matches) parts.push(...matchOf(each, layout));
  parts.push({ counter: layout.stateless ? null : { packets, bytes } });
  if (target !== undefined) parts.push(targetOf(target));
  return parts;
}

const payload = (protocol: string, field: string): Json => ({ payload: { protocol, field } });

function match(invert: boolean, left: Json, right: Json): Json {
  return { match: { op: invert ? '!=' : '==', left, right } };
}

function device(key: string, { name, prefix, invert }: DeviceTest): Json {
  return match(invert, { meta: { key } }, prefix ? `${name}*` : name);
}

function address(field: string, { address: network, mask, invert }: AddressTest): Json {
  const [left, addr] = [payload('ip', field), formatIpv4(network)];
  const len = Array.from({ length: 33 }, (_, i) => i).find((each) => maskOf(each) === mask);
  if (len === undefined) return match(invert, { '&': [left, formatIpv4(mask)] }, addr);
  return match(invert, left, len === 32 ? addr : { prefix: { addr, len } });
}

function matchOf(each: Match, layout: RulesetLayout): Json[] {
  if (isXtMatch(each)) return [{ xt: { type: 'match', name: each.kind === 'state' ? 'conntrack' : each.kind } }];
  switch (each.kind) {
    case 'tcp':
      return [...flagsOf(each.flags, layout), ...ports('tcp', each)];
    case 'udp':
      return ports('udp', each);
    case 'mark': {
      const left: Json = { meta: { key: 'mark' } };
      return [match(each.invert, each.mask === 0xffffffff ? left : { '&': [left, each.mask] }, each.value)];
    }
    case 'limit': {
      const [rate, per] = rateOfInterval(each.interval);
      return [{ limit: { rate, burst: each.burst, per } }];
    }
    default:
      return [];
  }
}

function flagsOf(flags: Extract<Match, { kind: 'tcp' }>['flags'], layout: RulesetLayout): Json[] {
  if (flags === undefined) return [];
  const { mask, compare, invert } = flags;
  const [type, left] = [typeOf('tcp_flag'), payload('tcp', 'flags')];
  if (compare === 0) return [{ match: { op: invert ? 'in' : '!', left, right: bitsAsList(type, mask, layout) } }];
  return [match(invert, { '&': [left, bitsAsList(type, mask, layout)] }, bitsAsList(type, compare, layout))];
}

function ports(protocol: string, { srcPorts, dstPorts }: Extract<Match, { kind: 'tcp' | 'udp' }>): Json[] {
  return [srcPorts, dstPorts].flatMap((test, i) => {
    if (test === undefined) return [];
    const { min, max, invert } = test;
    return [match(invert, payload(protocol, ['sport', 'dport'][i]!), min === max ? min : { range: [min, max] })];
  });
}

function targetOf(target: Target): Json {
  if (isXtTarget(target)) return { xt: { type: 'target', name: target.kind } };
  switch (target.kind) {
    case 'jump':
      return { [target.goto ? 'goto' : 'jump']: { target: target.chain } };
    case 'NFLOG': {
      const { prefix, group, size: snaplen } = target;
      return { log: { prefix: prefix === '' ? undefined : prefix, group, snaplen } };
    }
    case 'TRACE':
      return { mangle: { key: { meta: { key: 'nftrace' } }, value: 1 } };
    default:
      return { [target.kind.toLowerCase()]: null };
  }
}
