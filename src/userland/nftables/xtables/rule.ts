import type { AddressTest, DeviceTest, Rule, RuleSpec } from '../../../kernel/netfilter/rule.ts';
import { formatIpv4, maskOf } from '../../../net/ipv4.ts';
import type { RulesetLayout } from '../print-ruleset.ts';
import { typeOf } from '../types.ts';
import { printXtMatch } from './match.ts';
import { printXtTarget } from './target.ts';

/**
 * A rule of iptables in nft's words: what iptables makes of nf_tables' own expressions as nft lists these, its matches and
 * targets as their translations say, or by their bare names.
 */
export function printXtRule({ spec, packets, bytes }: Rule, layout: RulesetLayout): string {
  const { source, destination, inDevice, outDevice, protocol, fragment, matches, target } = spec;
  const parts: string[] = [];
  if (inDevice !== undefined) parts.push(`iifname ${device(inDevice)}`);
  if (outDevice !== undefined) parts.push(`oifname ${device(outDevice)}`);
  if (protocol !== undefined && !isProtocolImplied(spec)) {
    const name = typeOf('inet_proto').print(protocol.number, layout.style, layout.process);
    parts.push(`meta l4proto ${protocol.invert ? '!= ' : ''}${name}`);
  }
  if (source !== undefined) parts.push(`ip saddr ${address(source)}`);
  if (destination !== undefined) parts.push(`ip daddr ${address(destination)}`);
  if (fragment !== undefined) parts.push(`ip frag-off & 8191 ${fragment.invert ? '==' : '!='} 0`);
  const protocolName = { 6: 'tcp', 17: 'udp' }[protocol?.number ?? 0] ?? 'th';
  for (const match of matches) parts.push(printXtMatch(match, protocolName, layout));
  parts.push(layout.stateless ? 'counter' : `counter packets ${packets} bytes ${bytes}`);
  if (target !== undefined) parts.push(printXtTarget(target));
  return parts.join(' ');
}

/** Ports and flags say the protocol themselves. */
export function isProtocolImplied({ protocol, matches: [first] }: RuleSpec): boolean {
  const isOfPorts = first !== undefined && (first.kind === 'tcp' || first.kind === 'udp');
  return isOfPorts && hasFields(first) && protocol?.invert === false;
}

/** Whether a match of TCP or UDP asks for something that nf_tables asks itself. */
function hasFields(match: {
  readonly srcPorts?: unknown;
  readonly dstPorts?: unknown;
  readonly flags?: unknown;
}): boolean {
  return match.srcPorts !== undefined || match.dstPorts !== undefined || match.flags !== undefined;
}

function device({ name, prefix, invert }: DeviceTest): string {
  return `${invert ? '!= ' : ''}"${name}${prefix ? '*' : ''}"`;
}

function address({ address: network, mask, invert }: AddressTest): string {
  const sign = invert ? '!= ' : '';
  if (mask === 0xffffffff) return `${sign}${formatIpv4(network)}`;
  const length = Array.from({ length: 33 }, (_, i) => i).find((each) => maskOf(each) === mask);
  if (length !== undefined) return `${sign}${formatIpv4(network)}/${length}`;
  return `& ${formatIpv4(mask)} ${invert ? '!=' : '=='} ${formatIpv4(network)}`;
}
