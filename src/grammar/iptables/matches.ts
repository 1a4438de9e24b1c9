import type { Continuation } from '../command.ts';
import { ADDRTYPE } from './matches/addrtype.ts';
import { COMMENT } from './matches/comment.ts';
import { CONNMARK_MATCH } from './matches/connmark.ts';
import { CONNTRACK } from './matches/conntrack.ts';
import { DSCP_MATCH } from './matches/dscp.ts';
import { ICMP } from './matches/icmp.ts';
import { IPRANGE } from './matches/iprange.ts';
import { LENGTH } from './matches/length.ts';
import { LIMIT } from './matches/limit.ts';
import { MAC } from './matches/mac.ts';
import { MARK_MATCH } from './matches/mark.ts';
import { MULTIPORT } from './matches/multiport.ts';
import { PHYSDEV } from './matches/physdev.ts';
import { PKTTYPE } from './matches/pkttype.ts';
import { STATE } from './matches/state.ts';
import { STATISTIC } from './matches/statistic.ts';
import { TCP } from './matches/tcp.ts';
import { TOS_MATCH } from './matches/tos.ts';
import { TTL_MATCH } from './matches/ttl.ts';
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
  state: { options: STATE },
  statistic: { options: STATISTIC },
  tcp: { options: TCP },
  tos: { options: TOS_MATCH },
  ttl: { options: TTL_MATCH },
  udp: { options: UDP },
};

/** The options that `-p PROTOCOL` opens: its match needs no `-m` of its own. */
export const PROTOCOL_MATCHES: Readonly<Record<string, Continuation>> = {
  tcp: MATCHES.tcp!,
  udp: MATCHES.udp!,
  icmp: MATCHES.icmp!,
};
