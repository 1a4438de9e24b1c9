import type { Continuation } from '../command.ts';
import { CONNMARK_TARGET } from './targets/connmark.ts';
import { CT } from './targets/ct.ts';
import { DNAT } from './targets/dnat.ts';
import { DSCP_TARGET } from './targets/dscp.ts';
import { HL_TARGET } from './targets/hl.ts';
import { LOG } from './targets/log.ts';
import { MARK_TARGET } from './targets/mark.ts';
import { MASQUERADE } from './targets/masquerade.ts';
import { NETMAP } from './targets/netmap.ts';
import { NFLOG } from './targets/nflog.ts';
import { NFQUEUE } from './targets/nfqueue.ts';
import { REDIRECT } from './targets/redirect.ts';
import { REJECT } from './targets/reject.ts';
import { REJECT6 } from './targets/reject6.ts';
import { SET_TARGET } from './targets/set.ts';
import { SNAT } from './targets/snat.ts';
import { TCPMSS } from './targets/tcpmss.ts';
import { TOS_TARGET } from './targets/tos.ts';
import { TTL_TARGET } from './targets/ttl.ts';

/** The options that `-j NAME` opens, for targets that are not verdicts. A new target is its file and a line here. */
export const TARGETS: Readonly<Record<string, Continuation>> = {
  CONNMARK: { options: CONNMARK_TARGET },
  CT: { options: CT },
  DNAT: { options: DNAT },
  DSCP: { options: DSCP_TARGET },
  LOG: { options: LOG },
  MARK: { options: MARK_TARGET },
  MASQUERADE: { options: MASQUERADE },
  NETMAP: { options: NETMAP },
  REDIRECT: { options: REDIRECT },
  REJECT: { options: REJECT },
  SET: { options: SET_TARGET },
  SNAT: { options: SNAT },
  TCPMSS: { options: TCPMSS },
  TOS: { options: TOS_TARGET },
  TTL: { options: TTL_TARGET },
  NFLOG: { options: NFLOG },
  NFQUEUE: { options: NFQUEUE },
  NOTRACK: { options: [] },
  TRACE: { options: [] },
};

const { TTL: _ttl, ...BOTH } = TARGETS;

/** The options that `-j NAME` opens in ip6tables. */
export const TARGETS6: Readonly<Record<string, Continuation>> = {
  ...BOTH,
  HL: { options: HL_TARGET },
  REJECT: { options: REJECT6 },
};

/** What each target does, in a line; the verdicts too. */
export const TARGET_MEANINGS: Readonly<Record<string, string>> = {
  ACCEPT: 'Lets the packet through',
  DROP: 'Throws the packet away',
  RETURN: 'Goes back to the calling chain, in a base chain to its policy',
  CONNMARK: 'The mark of the connection: sets it, or copies it from or to the packet',
  CT: 'How the packet is tracked',
  DNAT: 'Another destination',
  DSCP: 'Sets the code point',
  HL: 'Sets the hop limit',
  LOG: 'Notes the packet in the kernel log and goes on',
  MARK: 'Sets the firewall mark of the packet',
  MASQUERADE: 'The address of the outgoing device as source',
  NETMAP: 'One network onto another',
  NFLOG: 'Hands the packet to programs that listen, and goes on',
  NFQUEUE: 'Hands the packet to a program, which decides',
  NOTRACK: 'Keeps connection tracking off the packet',
  REDIRECT: 'To this host itself',
  REJECT: 'Drops and tells the sender',
  SET: 'Puts the packet into a set of ipset, or takes it out',
  SNAT: 'Another source',
  TCPMSS: 'The segment size that a SYN offers',
  TOS: 'Sets the type of service byte',
  TRACE: 'Tells of each rule the packet meets from here on',
  TTL: 'Sets the time to live',
};
