import type { Kernel } from '../../kernel.ts';
import type { Timed, Timer } from '../../timer.ts';
import { expireDelayedAck } from './acknowledge.ts';
import { expireRetransmission } from './retransmit.ts';
import type { TcpSocket } from './tcp-socket.ts';

/** What a socket waits for: an acknowledgement, the time to send one, or the end of a state. */
export type TcpTimerKind = 'retransmit' | 'delayed-ack' | 'state';

/** A tick of the kernel's clock, in microseconds. */
const TICK = 4000;

/** One of the timers of a socket. */
export class TcpTimer implements Timed {
  timer: Timer | null = null;

  constructor(
    private readonly socket: TcpSocket,
    readonly kind: TcpTimerKind,
  ) {}

  /** Starts it anew, `delay` microseconds from now; the kernel's clock ticks, so that it runs out a little later. */
  start(delay: number): void {
    this.socket.netns.kernel.arm(this, this.kind === 'state' ? delay : delay + TICK);
  }

  stop(): void {
    this.timer = null;
  }

  get running(): boolean {
    return this.timer !== null;
  }

  expire(_kernel: Kernel): void {
    switch (this.kind) {
      case 'retransmit':
        return expireRetransmission(this.socket);
      case 'delayed-ack':
        return expireDelayedAck(this.socket);
      default:
        // FIN_WAIT2 without an owner, and TIME_WAIT, are over.
        return this.socket.finish();
    }
  }
}
