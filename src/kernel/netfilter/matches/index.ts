import type { HookContext } from '../context.ts';
import { type AddrtypeMatch, matchAddrtype } from './addrtype.ts';
import { type CommentMatch, matchComment } from './comment.ts';
import { type ConnlimitMatch, matchConnlimit } from './connlimit.ts';
import { type ConntrackMatch, matchConntrack } from './conntrack.ts';
import { type HashlimitMatch, matchHashlimit } from './hashlimit.ts';
import { type IcmpMatch, matchIcmp } from './icmp.ts';
import { type IprangeMatch, matchIprange } from './iprange.ts';
import type { Ipv6Match } from './ipv6.ts';
import { type LengthMatch, matchLength } from './length.ts';
import { type LimitMatch, matchLimit } from './limit.ts';
import { type MacMatch, matchMac } from './mac.ts';
import { type MarkMatch, matchMark } from './mark.ts';
import { type MultiportMatch, matchMultiport } from './multiport.ts';
import { matchOwner, type OwnerMatch } from './owner.ts';
import { matchPhysdev, type PhysdevMatch } from './physdev.ts';
import { matchPkttype, type PkttypeMatch } from './pkttype.ts';
import { matchQuota, type QuotaMatch } from './quota.ts';
import { matchRecent, type RecentMatch } from './recent.ts';
import { matchRpfilter, type RpfilterMatch } from './rpfilter.ts';
import { matchSet, type SetMatch } from './set.ts';
import { matchState, type StateMatch } from './state.ts';
import { matchStatistic, type StatisticMatch } from './statistic.ts';
import { matchString, type StringMatch } from './string.ts';
import { matchTcp, type TcpMatch } from './tcp.ts';
import { matchTime, type TimeMatch } from './time.ts';
import { matchTos, type TosMatch } from './tos.ts';
import { matchTtl, type TtlMatch } from './ttl.ts';
import { matchU32, type U32Match } from './u32.ts';
import { matchUdp, type UdpMatch } from './udp.ts';

/** A match of a rule: plain data, its `kind` the name given to `-m`. */
export type Match =
  | AddrtypeMatch
  | CommentMatch
  | ConntrackMatch
  | IcmpMatch
  | IprangeMatch
  | LengthMatch
  | LimitMatch
  | MacMatch
  | MarkMatch
  | MultiportMatch
  | PhysdevMatch
  | PkttypeMatch
  | SetMatch
  | StateMatch
  | StatisticMatch
  | TcpMatch
  | TosMatch
  | TtlMatch
  | ConnlimitMatch
  | HashlimitMatch
  | OwnerMatch
  | QuotaMatch
  | RecentMatch
  | RpfilterMatch
  | StringMatch
  | TimeMatch
  | U32Match
  | UdpMatch
  | Ipv6Match;

/** Matches that need connection tracking to run (their checkentry calls nf_ct_netns_get). */
export const MATCHES_NEEDING_CONNTRACK: ReadonlySet<Match['kind']> = new Set([
  'conntrack',
  'state',
  'connmark',
  'connlimit',
]);

/** True when the packet passes the match. A new match is a case here and its file. */
export function matchPasses(match: Match, context: HookContext): boolean {
  switch (match.kind) {
    case 'addrtype':
      return matchAddrtype(match, context);
    case 'comment':
      return matchComment();
    case 'conntrack':
      return matchConntrack(match, context);
    case 'icmp':
      return matchIcmp(match, context);
    case 'iprange':
      return matchIprange(match, context);
    case 'length':
      return matchLength(match, context);
    case 'limit':
      return matchLimit(match, context);
    case 'mac':
      return matchMac(match, context);
    case 'mark':
    case 'connmark':
      return matchMark(match, context);
    case 'multiport':
      return matchMultiport(match, context);
    case 'physdev':
      return matchPhysdev(match, context);
    case 'pkttype':
      return matchPkttype(match, context);
    case 'set':
      return matchSet(match, context);
    case 'state':
      return matchState(match, context);
    case 'statistic':
      return matchStatistic(match, context);
    case 'tcp':
      return matchTcp(match, context);
    case 'tos':
    case 'dscp':
      return matchTos(match, context);
    case 'ttl':
      return matchTtl(match, context);
    case 'connlimit':
      return matchConnlimit(match, context);
    case 'hashlimit':
      return matchHashlimit(match, context);
    case 'owner':
      return matchOwner(match, context);
    case 'quota':
      return matchQuota(match, context);
    case 'recent':
      return matchRecent(match, context);
    case 'rpfilter':
      return matchRpfilter(match, context);
    case 'string':
      return matchString(match, context);
    case 'time':
      return matchTime(match, context);
    case 'u32':
      return matchU32(match, context);
    case 'udp':
      return matchUdp(match, context);
    case 'ah':
    case 'dst':
    case 'eui64':
    case 'frag':
    case 'hbh':
    case 'hl':
    case 'icmp6':
    case 'ipv6header':
    case 'rt':
      return false;
  }
}
