import { ANY_IPV4, type Ipv4 } from '../../net/ipv4.ts';
import { type Cause, NO_CAUSE } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import type { Timed, Timer } from '../timer.ts';
import type { Bridge } from './bridge.ts';
import type { BridgePort } from './bridge-port.ts';
import { expireSnooperTimer } from './bridge-querier.ts';

/** Microseconds in a hundredth of a second, the unit of a bridge's times. */
const HUNDREDTH = 10_000;

/** What a timer of a snooper waits for: that a router, or another querier, falls silent; that the next question is due. */
export type SnooperTimerName = 'router' | 'other-querier' | 'answers' | 'query';

/** A timer of a bridge that snoops, or of one of its ports. It is data in the kernel's queue. */
export class SnooperTimer implements Timed {
  timer: Timer | null = null;

  constructor(
    private readonly owner: Bridge | BridgePort,
    private readonly name: SnooperTimerName,
  ) {}

  get isPending(): boolean {
    return this.timer !== null;
  }

  /** Starts it anew, `hundredths` of a second from now (mod_timer). */
  start(kernel: Kernel, hundredths: number): void {
    kernel.arm(this, hundredths * HUNDREDTH);
  }

  stop(): void {
    this.timer = null;
  }

  expire(kernel: Kernel): void {
    expireSnooperTimer(kernel, this.owner, this.name);
  }
}

/** What a bridge knows of the routers and queriers of groups in its network (struct net_bridge_mcast), for IPv4. */
export class BridgeSnooper {
  /** While it runs, a router is taken to be on this host. */
  readonly routerTimer: SnooperTimer;
  /** While it runs, another one asks the questions. */
  readonly otherQuerier: SnooperTimer;
  /** While it runs, answers to the first question may still be missing (bridge_mcast_other_query.delay_timer). */
  readonly answers: SnooperTimer;
  readonly query: SnooperTimer;
  startupSent = 0;
  /** The querier's address, and its port's number; 0 for the bridge itself. */
  querier: Ipv4 = ANY_IPV4;
  /** The command that made it ask. */
  cause: Cause = NO_CAUSE;

  constructor(bridge: Bridge) {
    this.routerTimer = new SnooperTimer(bridge, 'router');
    this.otherQuerier = new SnooperTimer(bridge, 'other-querier');
    this.answers = new SnooperTimer(bridge, 'answers');
    this.query = new SnooperTimer(bridge, 'query');
  }
}

/** What a bridge knows of the routers of groups behind a port (struct net_bridge_mcast_port), for IPv4. */
export class PortSnooper {
  readonly routerTimer: SnooperTimer;
  readonly query: SnooperTimer;
  startupSent = 0;
  /** A router is behind it: all groups are sent there. */
  hasRouter = false;

  constructor(port: BridgePort) {
    this.routerTimer = new SnooperTimer(port, 'router');
    this.query = new SnooperTimer(port, 'query');
  }
}
