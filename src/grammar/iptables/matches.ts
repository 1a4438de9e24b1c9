import type { Continuation } from '../command.ts';
import { ADDRTYPE } from './matches/addrtype.ts';
import { COMMENT } from './matches/comment.ts';
import { CONNLIMIT } from './matches/connlimit.ts';
import { CONNMARK_MATCH } from './matches/connmark.ts';
import { CONNTRACK } from './matches/conntrack.ts';
import { DSCP_MATCH } from './matches/dscp.ts';
import { HASHLIMIT } from './matches/hashlimit.ts';
import { HL_MATCH } from './matches/hl.ts';
import { ICMP } from './matches/icmp.ts';
import { ICMP6 } from './matches/icmp6.ts';
import { IPRANGE } from './matches/iprange.ts';
import { AH, DST, FRAG, HBH, IPV6HEADER, RT } from './matches/ipv6-headers.ts';
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

const { icmp: _icmp, ttl: _ttl, ...BOTH } = MATCHES;

/** The options that `-m NAME` opens in ip6tables. */
export const MATCHES6: Readonly<Record<string, Continuation>> = {
  ...BOTH,
  ah: { options: AH },
  dst: { options: DST },
  eui64: { options: [] },
  frag: { options: FRAG },
  hbh: { options: HBH },
  hl: { options: HL_MATCH },
  icmp6: { options: ICMP6 },
  ipv6header: { options: IPV6HEADER },
  rt: { options: RT },
};

/** The options that `-p PROTOCOL` opens in ip6tables. */
export const PROTOCOL_MATCHES6: Readonly<Record<string, Continuation>> = {
  tcp: MATCHES6.tcp!,
  udp: MATCHES6.udp!,
  icmpv6: MATCHES6.icmp6!,
  'ipv6-icmp': MATCHES6.icmp6!,
};

/** What each match asks, in a line. */
export const MATCH_MEANINGS: Readonly<Record<string, string>> = {
  ah: 'The authentication header',
  addrtype: 'What an address is to this host: local, broadcast, unicast',
  comment: 'A remark that stays with the rule',
  connlimit: 'How many connections an address has',
  connmark: 'The mark of the connection',
  conntrack: 'What is known of the connection: state, addresses, direction',
  dscp: 'The differentiated services code point',
  dst: 'Options for the destination',
  eui64: 'The address is made of the MAC address of the frame',
  frag: 'The fragment header',
  hashlimit: 'A rate for each address or port',
  hbh: 'Options for each hop',
  hl: 'The hop limit',
  icmp: 'Type and code of an ICMP message',
  icmp6: 'Type and code of a message of ICMPv6',
  iprange: 'Addresses from … to',
  ipv6header: 'Which extension headers there are',
  length: 'The size of the packet',
  limit: 'Only so many packets in a time',
  mac: 'The Ethernet source of the frame',
  mark: 'The firewall mark of the packet',
  multiport: 'A list of ports',
  owner: 'The user whose process sent the packet',
  physdev: 'The bridge port of a bridged packet',
  pkttype: 'Whom the frame is addressed to',
  quota: 'So many bytes, then no more',
  recent: 'Addresses seen lately, in a list by name',
  rt: 'The routing header',
  rpfilter: 'An answer would leave by the device the packet came in by',
  set: 'The packet is in a set of ipset',
  state: 'How the packet stands to its connection; conntrack --ctstate is the newer spelling',
  statistic: 'Some packets, by chance or by count',
  string: 'A text somewhere in the packet',
  tcp: 'Ports and flags of a TCP segment',
  time: 'When the packet comes',
  tos: 'The type of service byte',
  ttl: 'The time to live',
  u32: 'Words of the packet, shifted and masked',
  udp: 'Ports of a UDP datagram',
};
