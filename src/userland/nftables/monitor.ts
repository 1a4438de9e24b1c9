import { type RuleTrace, RuleTraceSocket, type TracedPacket } from '../../kernel/netfilter/rule-trace.ts';
import type { Chain, Table } from '../../kernel/netfilter/table.ts';
import { encodeIpv4 } from '../../net/encode.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { formatMac } from '../../net/mac.ts';
import { follow } from '../follow.ts';
import type { Process, Running } from '../process.ts';
import type { RulesetLayout } from './print-ruleset.ts';
import { printRule } from './print-ruleset.ts';
import { type DataType, typeOf } from './types.ts';

/** Bytes of the header behind IP that a trace shows (NFT_TRACETYPE_TRANSPORT_HSIZE). */
const TRANSPORT_BYTES = 20;

/** `nft monitor trace`: each rule that a packet meets once `nftrace` or TRACE has marked it, until a signal ends it. */
export function monitorTrace(process: Process, layout: RulesetLayout): Running {
  const known = ruleTexts(process, layout);
  return follow(new RuleTraceSocket(process.netns), (trace) =>
    process.stdout.write(formatTrace(process, trace, layout, known)),
  );
}

/** The rules as nft finds them when it begins; what they count later it does not see. */
function ruleTexts({ netns }: Process, layout: RulesetLayout): Map<object, string> {
  const known = new Map<object, string>();
  for (const table of netns.netfilter.tables.values())
    for (const chain of table.chains.values())
      for (const rule of chain.rules) known.set(rule, printRule(rule, { ...layout, family: table.family }));
  return known;
}

/** netlink_events_trace_cb. */
function formatTrace(
  process: Process,
  { id, table: key, chain, rule, verdict, mark, packet }: RuleTrace,
  layout: RulesetLayout,
  known: Map<object, string>,
): string {
  const table = process.netns.netfilter.tables.get(key);
  if (table === undefined) return '';
  const head = `trace id ${id.toString(16).padStart(8, '0')} ${table.family} ${table.name} ${chain}`;
  const shown = packet === undefined ? '' : `${head} packet: ${describePacket(process, packet, table, layout)}\n`;
  if (rule === undefined)
    return `${shown}${head} policy ${verdict.toLowerCase()} ${mark === 0 ? '' : `meta mark ${hex(mark, 8)} `}\n`;
  const text = known.get(rule) ?? printRule(rule, { ...layout, family: table.family });
  known.set(rule, text);
  return `${shown}${head} rule ${text} (verdict ${verdictName(verdict, table)})\n`;
}

function verdictName(verdict: string, { chains }: { readonly chains: ReadonlyMap<string, Chain> }): string {
  const [kind = '', chain = ''] = verdict.split(':');
  if (chains.has(chain)) return `${kind.toLowerCase()} ${chain}`;
  return kind.startsWith('0x') ? 'return' : kind.toLowerCase();
}

/** The packet by the fields of its headers (trace_print_packet). */
function describePacket(process: Process, traced: TracedPacket, { family }: Table, layout: RulesetLayout): string {
  const { inDevice, outDevice, loopback, mac, packet } = traced;
  const words: string[] = [];
  if (inDevice !== undefined) words.push(`iif "${inDevice}"`);
  if (outDevice !== undefined) words.push(`oif "${outDevice}"`);
  if (loopback) words.push('@ll,0,112 0x800');
  else if (mac !== undefined) words.push(`ether saddr ${formatMac(mac.src)} ether daddr ${formatMac(mac.dst)}`);
  const name = (type: DataType, value: number) => type.print(value, layout.style, process);
  words.push(
    `ip saddr ${formatIpv4(packet.src)} ip daddr ${formatIpv4(packet.dst)}`,
    `ip dscp ${name(typeOf('dscp'), packet.tos >> 2)} ip ecn ${name(typeOf('ecn'), packet.tos & 3)}`,
    `ip ttl ${packet.ttl} ip id ${packet.id}`,
  );
  const above = transportWords(packet, name);
  // A field of the protocol says of a table of IPv4 what it is.
  if (family !== 'ip' || above.length === 0) words.push(`ip protocol ${name(typeOf('inet_proto'), packet.protocol)}`);
  words.push(`ip length ${packet.length}`, ...above);
  return words.map((word) => `${word} `).join('');
}

function transportWords(packet: Ipv4Packet, name: (type: DataType, value: number) => string): string[] {
  const { payload } = packet;
  const bytes = encodeIpv4(packet).subarray(20, 20 + TRANSPORT_BYTES);
  const rest = bytes.length <= 8 ? [] : [`@th,64,${(bytes.length - 8) * 8} ${hexOf(bytes.subarray(8))}`];
  switch (payload.kind) {
    case 'icmp':
      return [
        `icmp type ${name(typeOf('icmp_type'), payload.type)} icmp code ${name(typeOf('icmp_code'), payload.code)}`,
        `icmp id ${(bytes[4]! << 8) | bytes[5]!} icmp sequence ${(bytes[6]! << 8) | bytes[7]!}`,
        ...rest,
      ];
    case 'udp':
      return [
        `udp sport ${payload.srcPort} udp dport ${payload.dstPort} udp length ${(bytes[4]! << 8) | bytes[5]!}`,
        ...rest,
      ];
    case 'tcp': {
      const bits = bytes[13]!;
      const isOne = (bits & (bits - 1)) === 0 && bits !== 0;
      const flags = isOne ? name(typeOf('tcp_flag'), bits) : `0x${bits.toString(16)}`;
      return [
        `tcp sport ${payload.srcPort} tcp dport ${payload.dstPort}`,
        `tcp flags == ${flags} tcp window ${payload.window}`,
      ];
    }
    default:
      return bytes.length === 0 ? [] : [`@th,0,${bytes.length * 8} ${hexOf(bytes)}`];
  }
}

/** A number of many bytes, without zeros in front. */
function hexOf(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `0x${digits.replace(/^0+(?=.)/, '')}`;
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}
