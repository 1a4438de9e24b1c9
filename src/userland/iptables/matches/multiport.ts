import { MULTIPORT } from '../../../grammar/iptables/matches/multiport.ts';
import type { MultiportMatch } from '../../../kernel/netfilter/matches/multiport.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated, type RuleSoFar } from '../extension.ts';
import { formatPort, parsePort, serviceProtocol } from '../port.ts';

/** XT_MULTI_PORTS. */
const MAX_PORTS = 15;

const WHICH = { '--source-ports': 'source', '--destination-ports': 'destination', '--ports': 'either' } as const;
const SHORT = { source: 'sports', destination: 'dports', either: 'ports' } as const;

/** The protocols with ports: TCP, UDP, UDP-Lite, SCTP, DCCP. */
const WITH_PORTS: readonly number[] = [6, 17, 136, 132, 33];

function protocolOf({ protocol }: RuleSoFar, index: number): string {
  if (protocol === undefined || protocol.number === 0) {
    complain("multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'", index);
  }
  if (protocol.invert || !WITH_PORTS.includes(protocol.number)) {
    complain('multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP', index);
  }
  return serviceProtocol(protocol.number)!;
}

function parseList({ value, index }: Given, protocol: string): MultiportMatch['ports'] {
  let slots = 0;
  const ports = value.split(',').map((part) => {
    const [low, ...rest] = part.split(':');
    const high = rest.length === 0 ? undefined : rest.join(':');
    slots += high === undefined ? 1 : 2;
    if (slots > MAX_PORTS) complain('too many ports specified', index);
    const min = parsePort(low!, index, protocol);
    const max = high === undefined ? min : parsePort(high, index, protocol);
    if (high !== undefined && min >= max) complain('invalid portrange specified', index);
    return { min, max };
  });
  return ports;
}

function formatList({ ports }: MultiportMatch, format: (port: number) => string): string {
  return ports.map(({ min, max }) => (min === max ? format(min) : `${format(min)}:${format(max)}`)).join(',');
}

/** libxt_multiport. */
export const MULTIPORT_EXTENSION: Extension<MultiportMatch> = {
  label: 'multiport',
  options: MULTIPORT,
  begin() {
    let match: MultiportMatch | undefined;
    return {
      option(given, rule) {
        const which = WHICH[given.name as keyof typeof WHICH];
        const protocol = protocolOf(rule, given.index);
        match = { kind: 'multiport', which, ports: parseList(given, protocol), invert: given.invert };
      },
      finish: () => match ?? complain('multiport expection an option'),
    };
  },
  save: (match) => negated(match.invert, `--${SHORT[match.which]} ${formatList(match, String)}`),
  print(match, numeric, protocol) {
    const name = serviceProtocol(protocol) ?? '';
    const list = formatList(match, (port) => formatPort(port, name, numeric));
    return `multiport ${SHORT[match.which]} ${match.invert ? ' !' : ''}${list}`;
  },
};
