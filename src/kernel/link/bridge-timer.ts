import type { Kernel } from '../kernel.ts';
import type { Timed, Timer } from '../timer.ts';
import type { Bridge } from './bridge.ts';
import type { BridgePort } from './bridge-port.ts';
import { type BridgeTimerName, expireBridgeTimer, expirePortTimer } from './bridge-stp-timer.ts';

/** Microseconds in a hundredth of a second, the unit of a bridge's times. */
const HUNDREDTH = 10_000;
const SECOND = 1_000_000;

/** A timer of the spanning tree. It is data in the kernel's queue, and its name says what it is for. */
abstract class SpanningTreeTimer<Name extends string> implements Timed {
  timer: Timer | null = null;

  constructor(readonly name: Name) {}

  abstract expire(kernel: Kernel): void;

  /** Starts it anew, `hundredths` of a second from now (mod_timer). */
  start(kernel: Kernel, hundredths: number): void {
    kernel.arm(this, hundredths * HUNDREDTH);
  }

  /** Starts it so that it ends with a whole second, as timers that need not be exact do (round_jiffies). */
  startRounded(kernel: Kernel, hundredths: number): void {
    const end = kernel.now + hundredths * HUNDREDTH;
    const rest = end % SECOND;
    const rounded = rest < SECOND / 4 ? end - rest : end - rest + SECOND;
    kernel.arm(this, (rounded > kernel.now ? rounded : end) - kernel.now);
  }

  stop(): void {
    this.timer = null;
  }

  get isPending(): boolean {
    return this.timer !== null;
  }

  /** Microseconds until it expires, 0 when it does not run. */
  remaining(now: number): number {
    return this.timer === null ? 0 : Math.max(0, this.timer.at - now);
  }
}

/** A timer of a bridge (IEEE 802.1D-1998 §8.5.4). */
export class BridgeTimer extends SpanningTreeTimer<BridgeTimerName> {
  constructor(
    private readonly bridge: Bridge,
    name: BridgeTimerName,
  ) {
    super(name);
  }

  expire(kernel: Kernel): void {
    expireBridgeTimer(kernel, this.bridge, this.name);
  }
}

/** A timer of a port (IEEE 802.1D-1998 §8.5.6). */
export class PortTimer extends SpanningTreeTimer<'message-age' | 'forward-delay' | 'hold'> {
  constructor(
    private readonly port: BridgePort,
    name: 'message-age' | 'forward-delay' | 'hold',
  ) {
    super(name);
  }

  expire(kernel: Kernel): void {
    expirePortTimer(kernel, this.port, this.name);
  }
}
