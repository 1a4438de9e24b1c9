import { PKTTYPE } from '../../../grammar/iptables/matches/pkttype.ts';
import type { PkttypeMatch } from '../../../kernel/netfilter/matches/pkttype.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';

/** Names and their synonyms. */
const TYPES: Readonly<Record<string, PkttypeMatch['type']>> = {
  unicast: 'unicast',
  host: 'unicast',
  broadcast: 'broadcast',
  bcast: 'broadcast',
  multicast: 'multicast',
  mcast: 'multicast',
  otherhost: 'otherhost',
};

/** libxt_pkttype. */
export const PKTTYPE_EXTENSION: Extension<PkttypeMatch> = {
  label: 'pkttype',
  options: PKTTYPE,
  begin() {
    let match: PkttypeMatch = { kind: 'pkttype', type: 'unicast', invert: false };
    return {
      option({ value, invert, index }) {
        const type = TYPES[value.toLowerCase()] ?? complain(`Bad packet type '${value}'`, index);
        match = { kind: 'pkttype', type, invert };
      },
      finish: () => match,
    };
  },
  save: ({ type, invert }) => negated(invert, `--pkt-type ${type}`),
  print: ({ type, invert }) => `PKTTYPE ${invert ? '!=' : '='} ${type}`,
};
