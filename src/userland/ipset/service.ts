import { ICMP_TYPES } from '../netbase/icmp-types.ts';
import { protocolName, protocolNumber } from '../netbase/protocols.ts';
import { Complaint, syntaxError } from './complaint.ts';
import { parseNumber, parsePorts, type Span } from './value.ts';

/** A protocol with ports; of ICMP type and code stand for them, of others zero. */
export interface Service {
  readonly protocol: number;
  readonly ports: Span;
}

const ICMP = 1;
const ICMPV6 = 58;
/** Types of ICMPv6 with one code each (RFC 4443, RFC 4861). */
const NAMES6: readonly (readonly [string, number, number])[] = [
  ['no-route', 1, 0],
  ['communication-prohibited', 1, 1],
  ['address-unreachable', 1, 3],
  ['port-unreachable', 1, 4],
  ['packet-too-big', 2, 0],
  ['ttl-zero-during-transit', 3, 0],
  ['ttl-zero-during-reassembly', 3, 1],
  ['bad-header', 4, 0],
  ['unknown-header-type', 4, 1],
  ['unknown-option', 4, 2],
  ['echo-request', 128, 0],
  ['ping', 128, 0],
  ['echo-reply', 129, 0],
  ['pong', 129, 0],
  ['router-solicitation', 133, 0],
  ['router-advertisement', 134, 0],
  ['neighbour-solicitation', 135, 0],
  ['neigbour-solicitation', 135, 0],
  ['neighbour-advertisement', 136, 0],
  ['neigbour-advertisement', 136, 0],
  ['redirect', 137, 0],
];
/** Names of one type with one code; those of a whole type are not taken. */
const WHOLE = ['any', 'destination-unreachable', 'redirect', 'time-exceeded', 'ttl-exceeded', 'parameter-problem'];
const NAMES = ICMP_TYPES.filter(({ name }) => !WHOLE.includes(name));
/** TCP, UDP, SCTP, UDP-Lite. */
const WITH_PORTS: readonly number[] = [6, 17, 132, 136];

/** `80`, `http`, `udp:53`, `tcp:80-90`, `icmp:echo-request`, `icmp:8/0`, `esp:0` (ipset_parse_proto_port). */
export function parseService(text: string, index: number, family: 'inet' | 'inet6'): Service {
  const colon = text.indexOf(':');
  if (colon < 0 || colon === text.length - 1) return { protocol: 6, ports: parsePorts(text, 'tcp', index) };
  const name = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const number = /^\d+$/.test(name)
    ? parseNumber(name, 0, 255, index)
    : (protocolNumber(name.toLowerCase()) ?? (name.toLowerCase() === 'icmpv6' ? ICMPV6 : undefined));
  const protocol = number ?? syntaxError(`cannot parse '${name}' as a protocol`, index);
  if (WITH_PORTS.includes(protocol))
    return { protocol, ports: parsePorts(rest, protocolName(protocol) ?? name, index) };
  if (protocol === ICMP || protocol === ICMPV6) {
    const own = protocol === ICMP ? 'inet' : 'inet6';
    const called = protocol === ICMP ? 'ICMP' : 'ICMPv6';
    if (family !== own)
      syntaxError(
        `Protocol ${called} can be used with family ${own} only\nInvalid add command: missing setname`,
        index,
      );
    const port = protocol === ICMP ? parseIcmp(rest, index) : parseIcmp6(rest, index);
    return { protocol, ports: { from: port, to: port } };
  }
  if (rest !== '0') syntaxError(`Protocol ${name} can be used with pseudo port value 0 only.`, index);
  return { protocol, ports: { from: 0, to: 0 } };
}

function parseIcmp(text: string, index: number): number {
  const known = NAMES.find(({ name }) => name === text);
  if (known !== undefined) return known.type * 256 + known.min;
  return parseTypeAndCode(text, 'ICMP', index);
}

function parseIcmp6(text: string, index: number): number {
  const known = NAMES6.find(([name]) => name === text);
  if (known !== undefined) return known[1] * 256 + known[2];
  return parseTypeAndCode(text, 'ICMPv6', index);
}

function parseTypeAndCode(text: string, protocol: string, index: number): number {
  const [, type, code] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (type === undefined || Number(type) > 255 || Number(code) > 255) {
    throw new Complaint(`Cannot parse ${text} as an ${protocol} type/code.`, index, 1);
  }
  return Number(type) * 256 + Number(code);
}

/** `tcp:80`, `icmp:echo-request`, `icmp:3/7`. */
export function formatService(protocol: number, port: number): string {
  const name = protocolName(protocol) ?? String(protocol);
  if (protocol !== ICMP && protocol !== ICMPV6) return `${name}:${port}`;
  const type = port >>> 8;
  const code = port & 255;
  if (protocol === ICMPV6)
    return `${name}:${NAMES6.find((each) => each[1] === type && each[2] === code)?.[0] ?? `${type}/${code}`}`;
  const known = NAMES.find((each) => each.type === type && each.min === code);
  return `icmp:${known?.name ?? `${type}/${code}`}`;
}
