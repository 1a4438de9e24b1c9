import type { Continuation } from '../command.ts';
import { ADDRTYPE } from './matches/addrtype.ts';
import { COMMENT } from './matches/comment.ts';
import { CONNLIMIT } from './matches/connlimit.ts';
import { CONNMARK_MATCH } from './matches/connmark.ts';
import { CONNTRACK } from './matches/conntrack.ts';
import { DSCP_MATCH } from './matches/dscp.ts';
import { HASHLIMIT } from './matches/hashlimit.ts';
import { ICMP } from './matches/icmp.ts';
import { IPRANGE } from './matches/iprange.ts';
import { LENGTH } from './matches/length.ts';
import { LIMIT } from './matches/limit.ts';
import { MAC } from './matches/mac.ts';
import { MARK_MATCH } from './matches/mark.ts';
import { MULTIPORT } from './matches/multiport.ts';
import { OWNER } from './matches/owner.ts';
import { PHYSDEV } from './matches/physdev.ts';
import { PKTTYPE } from './matches/pkttype.ts';
import { QUOTA } from './matches/quota.ts';
import { RECENT } from './matches/recent.ts';
import { RPFILTER } from './matches/rpfilter.ts';
import { SET_MATCH } from './matches/set.ts';
import { STATE } from './matches/state.ts';
import { STATISTIC } from './matches/statistic.ts';
import { STRING } from './matches/string.ts';
import { TCP } from './matches/tcp.ts';
import { TIME } from './matches/time.ts';
import { TOS_MATCH } from './matches/tos.ts';
import { TTL_MATCH } from './matches/ttl.ts';
import { U32 } from './matches/u32.ts';
import { UDP } from './matches/udp.ts';

/** The options that `-m NAME` opens. A new match is its file and a line here. */
export const MATCHES: Readonly<Record<string, Continuation>> = {
  addrtype: { options: ADDRTYPE },
  comment: { options: COMMENT },
  connmark: { options: CONNMARK_MATCH },
  conntrack: { options: CONNTRACK },
  dscp: { options: DSCP_MATCH },
  icmp: { options: ICMP },
  iprange: { options: IPRANGE },
  length: { options: LENGTH },
  limit: { options: LIMIT },
  mac: { options: MAC },
  mark: { options: MARK_MATCH },
  multiport: { options: MULTIPORT },
  physdev: { options: PHYSDEV },
  pkttype: { options: PKTTYPE },
  set: { options: SET_MATCH },
  state: { options: STATE },
  statistic: { options: STATISTIC },
  tcp: { options: TCP },
  tos: { options: TOS_MATCH },
  ttl: { options: TTL_MATCH },
  connlimit: { options: CONNLIMIT },
  hashlimit: { options: HASHLIMIT },
  owner: { options: OWNER },
  quota: { options: QUOTA },
  recent: { options: RECENT },
  rpfilter: { options: RPFILTER },
  string: { options: STRING },
  time: { options: TIME },
  u32: { options: U32 },
  udp: { options: UDP },
};

/** The options that `-p PROTOCOL` opens: its match needs no `-m` of its own. */
export const PROTOCOL_MATCHES: Readonly<Record<string, Continuation>> = {
  tcp: MATCHES.tcp!,
  udp: MATCHES.udp!,
  icmp: MATCHES.icmp!,
};
