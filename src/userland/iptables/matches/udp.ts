import { UDP } from '../../../grammar/iptables/matches/udp.ts';
import type { UdpMatch } from '../../../kernel/netfilter/matches/udp.ts';
import type { Extension } from '../extension.ts';
import { parsePorts } from '../option-value.ts';
import { joinParts, portsOrAny, printPorts, savePorts, withTest } from './ports.ts';

/** libxt_udp. */
export const UDP_EXTENSION: Extension<UdpMatch> = {
  label: 'udp',
  options: UDP,
  begin() {
    let match: UdpMatch = { kind: 'udp' };
    return {
      option(given) {
        const key = given.name === '--source-port' ? 'srcPorts' : 'dstPorts';
        match = withTest(match, key, portsOrAny({ ...parsePorts('udp', given), invert: given.invert }));
      },
      finish: () => match,
    };
  },
  save: ({ srcPorts, dstPorts }) => joinParts([savePorts('--sport', srcPorts), savePorts('--dport', dstPorts)]),
  print({ srcPorts, dstPorts }, numeric) {
    return joinParts(['udp', printPorts('spt', srcPorts, 'udp', numeric), printPorts('dpt', dstPorts, 'udp', numeric)]);
  },
};
