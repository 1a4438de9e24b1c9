import type { Kernel } from './kernel.ts';

/** Something with a time-out. Timers are data, never closures, so that a kernel can be cloned. */
export interface Timed {
  /** The armed timer; one that is not this one has been cancelled. */
  timer: Timer | null;
  expire(kernel: Kernel): void;
}

/** A time-out in the queue. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  readonly target: Timed;
}
