import type { HookName, TableName } from '../requests.ts';
import type { RuleSpec } from '../rule.ts';
import type { HashlimitMatch } from './hashlimit.ts';
import type { Match } from './index.ts';
import type { RecentMatch } from './recent.ts';
import type { U32Test } from './u32.ts';

/** Protocols with ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
const WITH_PORTS: readonly number[] = [6, 17, 33, 132, 136];

/** Whether a match may be asked at a hook (struct xt_match's hooks, and what its checkentry says of them). */
export function mayMatchAt(match: Match, hook: HookName): boolean {
  switch (match.kind) {
    case 'owner':
      return hook === 'OUTPUT' || hook === 'POSTROUTING';
    case 'rpfilter':
      return hook === 'PREROUTING';
    case 'mac':
    case 'eui64':
      // A frame's source is known on the way in only.
      return hook === 'PREROUTING' || hook === 'INPUT' || hook === 'FORWARD';
    case 'addrtype':
      if (match.limit === 'in') return hook !== 'OUTPUT' && hook !== 'POSTROUTING';
      return match.limit !== 'out' || (hook !== 'PREROUTING' && hook !== 'INPUT');
    case 'physdev':
      // What leaves by a port is known of bridged packets only.
      return hook !== 'OUTPUT' || match.isBridged === true || (match.out === undefined && match.isOut === undefined);
    default:
      return true;
  }
}

/** Whether the rule says the protocol that a match wants (struct xt_match's proto, checkentry). */
export function mayMatchProtocol(match: Match, { protocol }: RuleSpec): boolean {
  const only = protocol === undefined || protocol.invert ? undefined : protocol.number;
  switch (match.kind) {
    case 'tcp':
      // Ports and flags are nf_tables' own business, and only the match of iptables minds the negation.
      return match.srcPorts || match.dstPorts || match.flags ? protocol?.number === 6 : only === 6;
    case 'udp':
      return match.srcPorts || match.dstPorts ? protocol?.number === 17 : only === 17;
    case 'icmp':
      return only === 1;
    case 'icmp6':
      return only === 58;
    case 'multiport':
      return only !== undefined && WITH_PORTS.includes(only);
    default:
      return true;
  }
}

/** What else is wrong with a match (its checkentry). */
export function checkMatch(match: Match, table: TableName): 'EINVAL' | 'ENOENT' | 'ERANGE' | undefined {
  switch (match.kind) {
    case 'rpfilter':
      return table === 'raw' || table === 'mangle' ? undefined : 'EINVAL';
    case 'owner':
      return [match.user, match.group].some((test) => test !== undefined && test.min > test.max) ? 'EINVAL' : undefined;
    case 'string':
      // The third algorithm there is takes no text.
      if (match.algorithm === 'fsm') return 'EINVAL';
      if (match.algorithm !== 'bm' && match.algorithm !== 'kmp') return 'ENOENT';
      return match.pattern.length === 0 || match.from > match.to ? 'EINVAL' : undefined;
    case 'recent':
      return checkRecent(match);
    case 'u32':
      return match.tests.some(shiftsTooFar) ? 'EINVAL' : undefined;
    case 'hashlimit':
      return checkHashlimit(match);
    default:
      return undefined;
  }
}

/** u32_mt_checkentry: a number has 32 bits to be shifted by. */
function shiftsTooFar({ steps }: U32Test): boolean {
  return steps.some(({ operator, number }) => (operator === '<<' || operator === '>>') && number > 31);
}

/** recent_mt_check: a name of a file, and conditions only where something is looked up. */
function checkRecent({ name, action, seconds, hitCount }: RecentMatch): 'EINVAL' | undefined {
  const looksUp = action === 'check' || action === 'update';
  if (!looksUp && (seconds > 0 || hitCount > 0)) return 'EINVAL';
  return !isFileName(name) || hitCount > 65535 ? 'EINVAL' : undefined;
}

/** Lists stand in /proc under their names (xt_check_proc_name). */
function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/');
}

/** Credits a second has (CREDITS_PER_JIFFY times HZ), of 64 bits, and units of a rate in a second. */
const CREDITS = 2 ** 39 * 250;
const SCALE = 1_000_000;

/** hashlimit_mt_check_common. */
function checkHashlimit({ name, config, written }: HashlimitMatch): 'EINVAL' | 'ERANGE' | undefined {
  if (!isFileName(name) || written.gcInterval === 0 || config.expire === 0) return 'EINVAL';
  if (written.srcBits > written.allBits || written.dstBits > written.allBits) return 'EINVAL';
  const credits = (written.average * CREDITS) / SCALE;
  // Of 64 bits; what does not fit is lost.
  return !config.bytes && (credits * written.burst) % 2 ** 64 < credits ? 'ERANGE' : undefined;
}
