import type { TcpState } from '../../kernel/netfilter/conntrack/timeouts.ts';
import type { Tuple } from '../../kernel/netfilter/conntrack/tuple.ts';
import type { Ipv4 } from '../../net/ipv4.ts';

/** Commands by their letters. */
export type CommandLetter = 'L' | 'G' | 'D' | 'I' | 'A' | 'U' | 'E' | 'F' | 'C' | 'S' | 'R';

/** The tables a command may be about. */
export type TableName = 'conntrack' | 'expect' | 'dying' | 'unconfirmed';

/** An address with a mask. */
export interface MaskedAddress {
  readonly address: Ipv4;
  readonly mask: Ipv4;
}

/** What `-n`, `-g`, `-j` name: an address, a port, both or neither. */
export interface NatAddress {
  readonly address: Ipv4 | undefined;
  readonly port: number | undefined;
}

/** Statuses by their names. */
export type StatusName =
  | 'ASSURED'
  | 'SEEN_REPLY'
  | 'UNSET'
  | 'FIXED_TIMEOUT'
  | 'EXPECTED'
  | 'UNREPLIED'
  | 'OFFLOAD'
  | 'HW_OFFLOAD';

/** Kinds of events. */
export type EventKind = 'NEW' | 'UPDATE' | 'DESTROY';

/** What to print besides the plain line. */
export type OutputWord = 'xml' | 'extended' | 'timestamp' | 'id' | 'ktimestamp' | 'labels' | 'userspace' | 'save';

/** A word of the command line. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/** A command line of conntrack(8), read. */
export interface Request {
  command: CommandLetter | undefined;
  commandIndex: number;
  table: TableName;
  /** Words of options given, by the option's row, as `-p`. */
  readonly given: Map<string, Word>;
  originalSource?: MaskedAddress;
  originalDestination?: MaskedAddress;
  replySource?: MaskedAddress;
  replyDestination?: MaskedAddress;
  protocol?: number;
  family?: 'ipv4' | 'ipv6' | undefined;
  /** Its number (`-i`). */
  id?: number;
  /** A zone that a direction is in; connections are in none but 0 here. */
  zone?: number;
  /** Seconds. */
  timeout?: number;
  statuses?: readonly StatusName[];
  mark?: { readonly value: number; readonly mask: number };
  sourceNat?: NatAddress;
  destinationNat?: NatAddress;
  anyNat?: NatAddress;
  events: readonly EventKind[];
  readonly output: Set<OutputWord>;
  readonly ports: {
    originalSource?: number;
    originalDestination?: number;
    replySource?: number;
    replyDestination?: number;
  };
  tcpState?: TcpState;
  readonly icmp: { type?: number; code?: number; id?: number };
  file?: Word;
}

/** The tuple of the original or the reply direction that a request spells out; missing parts are 0. */
export function tupleOf(request: Request, direction: 'original' | 'reply'): Tuple {
  const original = direction === 'original';
  const { ports, icmp, protocol = 0 } = request;
  const src = (original ? request.originalSource : request.replySource)?.address ?? 0;
  const dst = (original ? request.originalDestination : request.replyDestination)?.address ?? 0;
  if (protocol === 1)
    return { src, dst, protocol, srcPort: icmp.id ?? 0, dstPort: ((icmp.type ?? 0) << 8) | (icmp.code ?? 0) };
  const srcPort = (original ? ports.originalSource : ports.replySource) ?? 0;
  const dstPort = (original ? ports.originalDestination : ports.replyDestination) ?? 0;
  return { src, dst, protocol, srcPort, dstPort };
}
