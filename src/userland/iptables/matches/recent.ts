import { RECENT } from '../../../grammar/iptables/matches/recent.ts';
import type { RecentMatch } from '../../../kernel/netfilter/matches/recent.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { formatIpv6 } from '../../../net/ipv6.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';
import { parseHost6, parseHostValue, parseNumber } from '../option-value.ts';

/** XT_RECENT_NAME_LEN less the final zero byte. */
const MAX_NAME = 199;

const ACTIONS = { '--set': 'set', '--rcheck': 'check', '--update': 'update', '--remove': 'remove' } as const;
const SAVED = { set: '--set', check: '--rcheck', update: '--update', remove: '--remove' } as const;

function read(match: RecentMatch | undefined, base: RecentMatch, given: Given): RecentMatch {
  const now = match ?? base;
  switch (given.name) {
    case '--seconds':
      return { ...now, seconds: parseNumber('recent', given, undefined, 1) };
    case '--hitcount':
      return { ...now, hitCount: parseNumber('recent', given) };
    case '--reap':
      return { ...now, reap: true };
    case '--rttl':
      return { ...now, ttl: true };
    case '--name':
      return { ...now, name: given.value.slice(0, MAX_NAME) };
    case '--rsource':
    case '--rdest':
      return { ...now, side: given.name === '--rsource' ? 'source' : 'destination' };
    case '--mask':
      if (now.written === undefined) return { ...now, mask: parseHostValue(given.value, given.index) };
      return { ...now, written: formatIpv6(parseHost6(given.value, given.index)) };
    default:
      return { ...now, action: ACTIONS[given.name as keyof typeof ACTIONS], invert: given.invert };
  }
}

/** A mask of IPv6 that leaves nothing out. */
const ALL_ONES = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

const BASE: RecentMatch = {
  kind: 'recent',
  action: 'set',
  name: 'DEFAULT',
  side: 'source',
  mask: 0xffffffff,
  seconds: 0,
  hitCount: 0,
  ttl: false,
  reap: false,
  invert: false,
};

/** libxt_recent. Numbers are written as signed ones. */
export const RECENT_EXTENSION: Extension<RecentMatch> = {
  label: 'recent',
  options: RECENT,
  begin(family) {
    const base = family === 4 ? BASE : { ...BASE, written: ALL_ONES };
    let match: RecentMatch | undefined;
    let acts = false;
    return {
      option(given) {
        match = read(match, base, given);
        acts ||= given.name in ACTIONS;
      },
      finish() {
        if (!acts) complain("recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'");
        return match!;
      },
    };
  },
  save({ action, invert, seconds, reap, hitCount, ttl, name, mask, written, side }) {
    const parts = [negated(invert, SAVED[action])];
    if (seconds !== 0) parts.push(`--seconds ${seconds | 0}`);
    if (reap) parts.push('--reap');
    if (hitCount !== 0) parts.push(`--hitcount ${hitCount | 0}`);
    if (ttl) parts.push('--rttl');
    parts.push(`--name ${name}`, `--mask ${written ?? formatIpv4(mask)}`, side === 'source' ? '--rsource' : '--rdest');
    return parts.join(' ');
  },
  print({ action, invert, seconds, reap, hitCount, ttl, name, mask, written, side }) {
    const parts = [`recent: ${action.toUpperCase()}`];
    if (seconds !== 0) parts.push(`seconds: ${seconds | 0}`);
    if (reap) parts.push('reap');
    if (hitCount !== 0) parts.push(`hit_count: ${hitCount | 0}`);
    if (ttl) parts.push('TTL-Match');
    parts.push(
      `name: ${name}`,
      `side: ${side === 'source' ? 'source' : 'dest'}`,
      `mask: ${written ?? formatIpv4(mask)}`,
    );
    return negated(invert, parts.join(' '));
  },
};
