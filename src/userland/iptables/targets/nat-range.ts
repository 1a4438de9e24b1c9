import type { NatRange } from '../../../kernel/netfilter/nat/range.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { formatIpv6, parseIpv6 } from '../../../net/ipv6.ts';
import { portOfService } from '../../netbase/services.ts';
import { parseQuad } from '../address.ts';
import { complain } from '../complaint.ts';
import type { RuleSoFar } from '../extension.ts';
import { scanUnsigned } from '../number.ts';

/** Protocols whose ports NAT knows: ICMP (its id), TCP, UDP, SCTP, DCCP, UDP-Lite. */
const WITH_PORTS: readonly number[] = [1, 6, 17, 132, 33, 136];

/** Refuses ports where the rule names no protocol that has them. */
function needPorts({ protocol }: RuleSoFar, index: number): void {
  if (protocol === undefined || !WITH_PORTS.includes(protocol.number)) {
    complain('Need TCP, UDP, SCTP or DCCP with port specification', index);
  }
}

/** A port at the front of a text with what follows it; the name of a service is all there is. */
function scanPort(text: string, least: number, index: number): { readonly value: number; readonly rest: string } {
  const scanned = scanUnsigned(text);
  if (scanned !== undefined && scanned.value >= least && scanned.value <= 65535) return scanned;
  return { value: portOfService(text) ?? complain(`Port \`${text}' not valid`, index), rest: '' };
}

/** `80`, `80-90`, `80-90/8000`; what follows the last of these does not matter. */
export function parseNatPorts(text: string, rule: RuleSoFar, index: number): NonNullable<NatRange['ports']> {
  needPorts(rule, index);
  const { value: min, rest } = scanPort(text, 0, index);
  if (rest === '') return { min, max: min };
  if (rest.startsWith(':')) complain('Invalid port:port syntax - use dash', index);
  if (!rest.startsWith('-')) complain(`Garbage after port value: \`${rest}'`, index);
  const { value: max, rest: behind } = scanPort(rest.slice(1), 0, index);
  if (max < min) complain(`Port range \`${rest.slice(1)}' funky`, index);
  if (behind === '') return { min, max };
  if (!behind.startsWith('/')) complain(`Garbage after port range: \`${behind}'`, index);
  return { min, max, base: scanPort(behind.slice(1), 1, index).value };
}

/** `ADDRESS[-ADDRESS][:PORTS]` of SNAT and DNAT. */
export function parseNatRange(text: string, rule: RuleSoFar, index: number): NatRange {
  // Two colons make it look like an IPv6 address.
  if (text.includes('[')) complain('Invalid address format', index);
  const colon = text.indexOf(':') === text.lastIndexOf(':') ? text.indexOf(':') : -1;
  const ports = colon < 0 ? undefined : parseNatPorts(text.slice(colon + 1), rule, index);
  const addresses = colon < 0 ? text : text.slice(0, colon);
  if (colon === 0) return { ports: ports! };
  const dash = addresses.indexOf('-');
  const quad = (word: string): number => parseQuad(word) ?? complain(`Bad IP address "${word}"`, index);
  const min = quad(dash < 0 ? addresses : addresses.slice(0, dash));
  const max = dash < 0 ? min : quad(addresses.slice(dash + 1));
  return ports === undefined ? { addresses: { min, max } } : { addresses: { min, max }, ports };
}

/** `ADDRESS[-ADDRESS]`, in brackets where ports follow, of ip6tables' SNAT and DNAT. */
export function parseNatRange6(text: string, rule: RuleSoFar, index: number): NatRange {
  const [, bracketed, rest = ''] = /^\[([^\]]*)\](.*)$/.exec(text) ?? [];
  if (text.startsWith(':') && !text.startsWith('::')) return { ports: parseNatPorts(text.slice(1), rule, index) };
  const [low = '', high = low] = (bracketed ?? text).split('-');
  const address = (word: string): string => {
    const parsed = parseIpv6(word);
    return parsed === null ? complain(`Bad IP address "${word}"`, index) : formatIpv6(parsed);
  };
  const [min, max] = [address(low), address(high)];
  const written = min === max ? min : `${min}-${max}`;
  if (rest === '') return { written };
  return { written: `[${written}]`, ports: parseNatPorts(rest.slice(1), rule, index) };
}

/** `80`, `80-90`, `80-90/8000`. */
export function formatNatPorts({ min, max, base }: NonNullable<NatRange['ports']>): string {
  const range = min === max ? `${min}` : `${min}-${max}`;
  return base === undefined ? range : `${range}/${base}`;
}

/** `1.2.3.4-1.2.3.9:80-90`. */
export function formatNatRange({ addresses, written, ports }: NatRange): string {
  const { min, max } = addresses ?? { min: 0, max: 0 };
  const host = min === max ? formatIpv4(min) : `${formatIpv4(min)}-${formatIpv4(max)}`;
  return `${written ?? (addresses === undefined ? '' : host)}${ports === undefined ? '' : `:${formatNatPorts(ports)}`}`;
}

/** The flags that are set, each behind `dashes`. */
export function natFlags({ random, randomFully, persistent }: NatRange, dashes: string): string[] {
  const flags: string[] = [];
  if (random) flags.push(`${dashes}random`);
  if (randomFully) flags.push(`${dashes}random-fully`);
  if (persistent) flags.push(`${dashes}persistent`);
  return flags;
}

/** A range with the flag of an option set; undefined for an option that is no flag. */
export function withFlag(range: NatRange, name: string): NatRange | undefined {
  if (name === '--random') return { ...range, random: true };
  if (name === '--random-fully') return { ...range, randomFully: true };
  return name === '--persistent' ? { ...range, persistent: true } : undefined;
}
