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
/** Names of one type with one code; those of a whole type are not taken. */
const WHOLE = ['any', 'destination-unreachable', 'redirect', 'time-exceeded', 'ttl-exceeded', 'parameter-problem'];
const NAMES = ICMP_TYPES.filter(({ name }) => !WHOLE.includes(name));
/** TCP, UDP, SCTP, UDP-Lite. */
const WITH_PORTS: readonly number[] = [6, 17, 132, 136];

/** `80`, `http`, `udp:53`, `tcp:80-90`, `icmp:echo-request`, `icmp:8/0`, `esp:0` (ipset_parse_proto_port). */
export function parseService(text: string, index: number): Service {
  const colon = text.indexOf(':');
  if (colon < 0) return { protocol: 6, ports: parsePorts(text, 'tcp', index) };
  const name = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const number = /^\d+$/.test(name) ? parseNumber(name, 0, 255, index) : protocolNumber(name.toLowerCase());
  const protocol = number ?? syntaxError(`cannot parse '${name}' as a protocol`, index);
  if (WITH_PORTS.includes(protocol))
    return { protocol, ports: parsePorts(rest, protocolName(protocol) ?? name, index) };
  if (protocol === ICMP) {
    const port = parseIcmp(rest, index);
    return { protocol, ports: { from: port, to: port } };
  }
  if (rest !== '0') syntaxError(`Protocol ${name} can be used with pseudo port value 0 only.`, index);
  return { protocol, ports: { from: 0, to: 0 } };
}

function parseIcmp(text: string, index: number): number {
  const known = NAMES.find(({ name }) => name === text);
  if (known !== undefined) return known.type * 256 + known.min;
  const [, type, code] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (type === undefined || Number(type) > 255 || Number(code) > 255) {
    throw new Complaint(`Cannot parse ${text} as an ICMP type/code.`, index, 1);
  }
  return Number(type) * 256 + Number(code);
}

/** `tcp:80`, `icmp:echo-request`, `icmp:3/7`. */
export function formatService(protocol: number, port: number): string {
  const name = protocolName(protocol) ?? String(protocol);
  if (protocol !== ICMP) return `${name}:${port}`;
  const type = port >>> 8;
  const code = port & 255;
  const known = NAMES.find((each) => each.type === type && each.min === code);
  return `icmp:${known?.name ?? `${type}/${code}`}`;
}
