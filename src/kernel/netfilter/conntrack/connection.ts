import type { Cause } from '../../cause.ts';
import { type Direction, IPS_CONFIRMED, IPS_SEEN_REPLY } from './info.ts';
import type { TcpTracking } from './tcp.ts';
import { invertTuple, type Tuple } from './tuple.ts';

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

  /** Gives the connection `time` microseconds more to live (nf_ct_refresh_acct). */
  refresh(now: number, time: number): void {
    this.timeout = this.confirmed ? now + time : time;
  }
}
