import { advance } from './sequence.ts';

/** Bytes that were written, as one segment: in the queue until they are acknowledged. */
export interface OutgoingSegment {
  readonly sequence: number;
  data: Uint8Array;
  psh: boolean;
  fin: boolean;
  /** Virtual time of the first and the last transmission; undefined while it waits. */
  firstSent: number | undefined;
  lastSent: number | undefined;
  retransmitted: boolean;
  /** The peer has it, out of order (SACK). */
  sacked: boolean;
  /** Held to be lost, to be sent again. */
  lost: boolean;
}

/** The sequence number after a segment. */
export function endOf({ sequence, data, fin }: OutgoingSegment): number {
  return advance(sequence, data.length + (fin ? 1 : 0));
}

/** A segment that was not sent yet. */
export function newSegment(sequence: number, data: Uint8Array): OutgoingSegment {
  return {
    sequence,
    data,
    psh: false,
    fin: false,
    firstSent: undefined,
    lastSent: undefined,
    retransmitted: false,
    sacked: false,
    lost: false,
  };
}

/** Cuts a queue's segment in two where it is longer than a segment may be (tcp_fragment). */
export function cut(queue: OutgoingSegment[], at: number, mss: number): void {
  const whole = queue[at]!;
  if (whole.data.length <= mss) return;
  const rest = { ...whole, sequence: advance(whole.sequence, mss), data: whole.data.subarray(mss) };
  whole.data = whole.data.subarray(0, mss);
  whole.psh = false;
  whole.fin = false;
  queue.splice(at + 1, 0, rest);
}

/** Two pieces of data after each other. */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
