import { UDP } from '../../../grammar/iptables/matches/udp.ts';
import type { UdpMatch } from '../../../kernel/netfilter/matches/udp.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { joinParts, parsePortRange, printPorts, savePorts } from './ports.ts';

/** libxt_udp. */
export const UDP_EXTENSION: Extension<UdpMatch> = {
  label: 'udp',
  options: UDP,
  ownChecks: true,
  begin() {
    let match: UdpMatch = { kind: 'udp' };
    return {
      option(given) {
        const key = given.name === '--source-port' ? 'srcPorts' : 'dstPorts';
        if (match[key] !== undefined) complain(`Only one \`${given.name}' allowed`, given.index);
        match = { ...match, [key]: parsePortRange(given, 'udp') };
      },
      finish: () => match,
    };
  },
  save: ({ srcPorts, dstPorts }) => joinParts([savePorts('--sport', srcPorts), savePorts('--dport', dstPorts)]),
  print({ srcPorts, dstPorts }, numeric) {
    return joinParts(['udp', printPorts('spt', srcPorts, 'udp', numeric), printPorts('dpt', dstPorts, 'udp', numeric)]);
  },
};
