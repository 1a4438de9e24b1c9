import { protocolName, protocolNumber } from '../netbase/protocols.ts';
import { complain } from './complaint.ts';
import { parseUnsigned } from './number.ts';

/** Names that iptables knows besides those of the system (xtables_chain_protos). */
const OWN_NAMES: Readonly<Record<string, number>> = { all: 0, icmpv6: 58, mh: 135, 'ipv6-mh': 135 };

/** A protocol by number or name, `all` is 0 (xtables_parse_protocol). */
export function parseProtocol(text: string, index: number): number {
  const lower = text.toLowerCase();
  const number = parseUnsigned(lower, 255) ?? protocolNumber(lower) ?? OWN_NAMES[lower];
  return number ?? complain(`unknown protocol "${lower}" specified`, index);
}

/** The name of a protocol, or its number. */
export function formatProtocol(number: number): string {
  return number === 0 ? 'all' : (protocolName(number) ?? String(number));
}
