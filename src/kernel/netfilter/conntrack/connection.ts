import type { Cause } from '../../cause.ts';
import { type Direction, IPS_CONFIRMED, IPS_FIXED_TIMEOUT, IPS_SEEN_REPLY } from './info.ts';
import type { TcpTracking } from './tcp.ts';
import { invertTuple, type Tuple } from './tuple.ts';

/** Packets and bytes of one direction (struct nf_conn_counter). */
export interface DirectionCounter {
  packets: number;
  bytes: number;
}

/** A tracked connection (struct nf_conn). */
export class Connection {
  readonly id: number;
  /** By direction: what the packets of that direction look like when they arrive. */
  readonly tuples: [Tuple, Tuple];
  /** IPS_* bits. */
  status = 0;
  /** Until confirmed: how long it will live, in microseconds; afterwards: the virtual time at which it expires. */
  timeout = 0;
  mark = 0;
  /** TCP's tracking; undefined for other protocols. */
  tcp: TcpTracking | undefined;
  /** UDP: from this time on replies make it a stream (two seconds after the first packet). */
  streamFrom = 0;
  /** The device whose address MASQUERADE took (nf_conn_nat.masq_index); 0 for none. */
  masqueradeIndex = 0;
  /** By direction, where net.netfilter.nf_conntrack_acct was on as it was made. */
  counters: [DirectionCounter, DirectionCounter] | undefined;
  /** When it was confirmed and removed, where net.netfilter.nf_conntrack_timestamp was on as it was made. */
  started: number | undefined;
  stopped: number | undefined;
  /** Something changed that listeners have not been told yet (struct nf_conntrack_ecache). */
  changed = false;
  /** The command whose packet made it. */
  readonly cause: Cause;
  /** The rule that translates it (its SNAT, DNAT or MASQUERADE); undefined while none does. */
  natCause: Cause | undefined;

  constructor(id: number, original: Tuple, cause: Cause) {
    this.id = id;
    this.tuples = [original, invertTuple(original)];
    this.cause = cause;
  }

  get confirmed(): boolean {
    return (this.status & IPS_CONFIRMED) !== 0;
  }

  get seenReply(): boolean {
    return (this.status & IPS_SEEN_REPLY) !== 0;
  }

  tuple(direction: Direction): Tuple {
    return this.tuples[direction];
  }

  /** Sets bits of the status; listeners are told of new ones. */
  setStatus(bits: number): void {
    if ((this.status & bits) === bits) return;
    this.status |= bits;
    this.changed = true;
  }

  /** Sets the mark; listeners are told of another one (IPCT_MARK). */
  setMark(mark: number): void {
    if (this.mark === mark) return;
    this.mark = mark;
    this.changed = true;
  }

  /** Gives the connection `time` microseconds more to live (nf_ct_refresh_acct). */
  refresh(now: number, time: number): void {
    if ((this.status & IPS_FIXED_TIMEOUT) !== 0) return;
    this.timeout = this.confirmed ? now + time : time;
  }

  /** Counts a packet of so many bytes (nf_ct_acct_add). */
  count(direction: Direction, bytes: number): void {
    const counter = this.counters?.[direction];
    if (counter === undefined) return;
    counter.packets++;
    counter.bytes += bytes;
  }
}
