import type { Match } from '../../../kernel/netfilter/matches/index.ts';
import type { Family } from '../../../net/prefix.ts';
import type { Extension } from '../extension.ts';
import { ADDRTYPE_EXTENSION } from './addrtype.ts';
import { COMMENT_EXTENSION } from './comment.ts';
import { CONNLIMIT_EXTENSION } from './connlimit.ts';
import { CONNTRACK_EXTENSION } from './conntrack.ts';
import { HASHLIMIT_EXTENSION } from './hashlimit.ts';
import { HL_EXTENSION } from './hl.ts';
import { ICMP_EXTENSION } from './icmp.ts';
import { ICMP6_EXTENSION } from './icmp6.ts';
import { IPRANGE_EXTENSION } from './iprange.ts';
import {
  AH_EXTENSION,
  DST_EXTENSION,
  EUI64_EXTENSION,
  FRAG_EXTENSION,
  HBH_EXTENSION,
  IPV6HEADER_EXTENSION,
  RT_EXTENSION,
} from './ipv6-headers.ts';
import { LENGTH_EXTENSION } from './length.ts';
import { LIMIT_EXTENSION } from './limit.ts';
import { MAC_EXTENSION } from './mac.ts';
import { CONNMARK_EXTENSION, MARK_EXTENSION } from './mark.ts';
import { MULTIPORT_EXTENSION } from './multiport.ts';
import { OWNER_EXTENSION } from './owner.ts';
import { PHYSDEV_EXTENSION } from './physdev.ts';
import { PKTTYPE_EXTENSION } from './pkttype.ts';
import { QUOTA_EXTENSION } from './quota.ts';
import { RECENT_EXTENSION } from './recent.ts';
import { RPFILTER_EXTENSION } from './rpfilter.ts';
import { SET_EXTENSION } from './set.ts';
import { STATE_EXTENSION } from './state.ts';
import { STATISTIC_EXTENSION } from './statistic.ts';
import { STRING_EXTENSION } from './string.ts';
import { TCP_EXTENSION } from './tcp.ts';
import { TIME_EXTENSION } from './time.ts';
import { DSCP_EXTENSION, TOS_EXTENSION } from './tos.ts';
import { TTL_EXTENSION } from './ttl.ts';
import { U32_EXTENSION } from './u32.ts';
import { UDP_EXTENSION } from './udp.ts';

/** The matches by the name given to `-m`. A new one is its file and a line here. */
const EXTENSIONS: Readonly<Record<Match['kind'], Extension<Match>>> = {
  addrtype: ADDRTYPE_EXTENSION,
  comment: COMMENT_EXTENSION,
  connmark: CONNMARK_EXTENSION,
  conntrack: CONNTRACK_EXTENSION,
  dscp: DSCP_EXTENSION,
  icmp: ICMP_EXTENSION,
  iprange: IPRANGE_EXTENSION,
  length: LENGTH_EXTENSION,
  limit: LIMIT_EXTENSION,
  mac: MAC_EXTENSION,
  mark: MARK_EXTENSION,
  multiport: MULTIPORT_EXTENSION,
  physdev: PHYSDEV_EXTENSION,
  pkttype: PKTTYPE_EXTENSION,
  set: SET_EXTENSION,
  state: STATE_EXTENSION,
  statistic: STATISTIC_EXTENSION,
  tcp: TCP_EXTENSION,
  tos: TOS_EXTENSION,
  ttl: TTL_EXTENSION,
  connlimit: CONNLIMIT_EXTENSION,
  hashlimit: HASHLIMIT_EXTENSION,
  owner: OWNER_EXTENSION,
  quota: QUOTA_EXTENSION,
  recent: RECENT_EXTENSION,
  rpfilter: RPFILTER_EXTENSION,
  string: STRING_EXTENSION,
  time: TIME_EXTENSION,
  u32: U32_EXTENSION,
  udp: UDP_EXTENSION,
  ah: AH_EXTENSION,
  dst: DST_EXTENSION,
  eui64: EUI64_EXTENSION,
  frag: FRAG_EXTENSION,
  hbh: HBH_EXTENSION,
  hl: HL_EXTENSION,
  icmp6: ICMP6_EXTENSION,
  ipv6header: IPV6HEADER_EXTENSION,
  rt: RT_EXTENSION,
};

/** Those that only one family has. */
const ONLY: Readonly<Record<Family, ReadonlySet<string>>> = {
  4: new Set(['icmp', 'ttl']),
  6: new Set(['ah', 'dst', 'eui64', 'frag', 'hbh', 'hl', 'icmp6', 'ipv6header', 'rt']),
};

/** The match that a name after `-m` loads; undefined for one that the family has not. */
export function loadableMatch(name: string, family: Family): Extension<Match> | undefined {
  return ONLY[family === 4 ? 6 : 4].has(name) ? undefined : matchExtension(name);
}

/** The match of a name, of either family; undefined for an unknown one. */
export function matchExtension(name: string): Extension<Match> | undefined {
  return Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name as Match['kind']] : undefined;
}
