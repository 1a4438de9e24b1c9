import type { Family } from '../../kernel/netfilter/requests.ts';
import { Mistake } from './report.ts';
import type { Span } from './scanner.ts';

/** Headers that are a packet's network header, with the ethernet type each has. */
const NETWORK: Readonly<Record<string, number>> = { ip: 0x0800, ip6: 0x86dd, arp: 0x0806, vlan: 0x8100 };

/** Headers behind the network header, with their protocol numbers. */
const TRANSPORT: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58, sctp: 132 };

/**
 * What a rule has said of the protocols of its packets (nft's proto_ctx): a field of a header says that the packet has it,
 * and a test of the protocol does so too.
 */
export class ProtocolContext {
  network: string | undefined;
  transport: string | undefined;
  /** Where the transport protocol was said. */
  transportSpan: Span | undefined;

  constructor(readonly family: Family) {
    this.network = family === 'ip' || family === 'ip6' || family === 'arp' ? family : undefined;
  }

  /** A field of this header is used; a header that cannot be there together with another is a mistake. */
  uses(header: string, span: Span): void {
    if (header in NETWORK && header !== 'vlan') {
      if (this.network === undefined && this.family === 'inet' && header === 'arp') conflict('inet', header, span);
      if (this.network !== undefined && this.network !== header) conflict(this.network, header, span);
      this.network = header;
    } else if (header in TRANSPORT) {
      if (this.transport !== undefined && this.transport !== header) conflict(this.transport, header, span);
      this.transport = header;
      this.transportSpan = span;
    }
  }

  /** A test says the number of the transport protocol. */
  saysTransport(number: number, span: Span): void {
    const header = Object.keys(TRANSPORT).find((each) => TRANSPORT[each] === number);
    if (header !== undefined) this.transport = header;
    this.transportSpan = span;
  }

  /** A test says the type of the frame or the family. */
  saysNetwork(type: number): void {
    const header = headerOfType(type);
    if (header !== undefined) this.network = header;
  }
}

function conflict(known: string, other: string, span: Span): never {
  throw new Mistake(`conflicting protocols specified: ${known} vs. ${other}`, span);
}

/** The header that a frame of this type carries. */
export function headerOfType(type: number): string | undefined {
  return Object.keys(NETWORK).find((each) => NETWORK[each] === type);
}

/** The number of the protocol of a header behind the network header. */
export function transportNumber(header: string): number | undefined {
  return TRANSPORT[header];
}
