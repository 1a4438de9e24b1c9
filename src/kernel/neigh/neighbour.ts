import type { Mac } from '../../net/mac.ts';
import { familyOf, type Ip } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import { drop } from '../emit.ts';
import type { RouteProtocol } from '../fib/requests.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import { transmit } from '../link/transmit.ts';
import { notify } from '../notice/notices.ts';
import type { Skb } from '../skb.ts';
import type { Timed, Timer } from '../timer.ts';
import { solicit } from './arp.ts';
import { ManagedProbe } from './managed.ts';
import { FULL_PACKET, type NeighParms } from './parms.ts';
import type { NeighbourInfo, NudState } from './requests.ts';
import { reportUnreachable } from './unreachable.ts';

const MILLISECOND = 1000;
/** The least time between two questions (HZ/100). */
const LEAST_RETRANS = 10 * MILLISECOND;
/** A tick of the timer wheel (HZ=250, as distributions build it). */
const TICK = 4 * MILLISECOND;
/** How many ticks the first level of the wheel keeps apart; those of the second level come in buckets of eight. */
const [FINE_TICKS, BUCKET] = [64, 8];

/** When a timer of some time goes off: the wheel rounds up to its bucket (calc_wheel_index, kernel/time/timer.c), so a second lasts 1.024. */
function wheelTime(delay: number): number {
  const ticks = Math.ceil(delay / TICK);
  return ticks < FINE_TICKS ? delay : Math.ceil((ticks + 1) / BUCKET) * BUCKET * TICK;
}

/** One neighbour (struct neighbour, net/core/neighbour.c). */
export class Neighbour implements Timed {
  timer: Timer | null = null;
  state: NudState = 'NONE';
  mac: Mac = 0;
  hasMac = false;
  probes = 0;
  used: number;
  confirmed: number;
  updated: number;
  queue: Skb[] = [];
  router = false;
  externLearn = false;
  /** What keeps it resolved, where somebody asked for that. */
  managed: ManagedProbe | undefined;
  protocol: RouteProtocol = 'unspec';

  constructor(
    readonly device: Device,
    readonly address: Ip,
    readonly cause: Cause,
    now: number,
  ) {
    this.used = now;
    // Long ago, so that nothing counts as confirmed yet (neigh_alloc).
    this.confirmed = now - 2 * this.parms.baseReachable * MILLISECOND;
    this.updated = now;
  }

  private get parms(): NeighParms {
    return this.device.neighParms[familyOf(this.address)];
  }

  private get reachableTime(): number {
    return this.parms.baseReachable * MILLISECOND;
  }

  private get delayTime(): number {
    return this.parms.delayProbe * MILLISECOND;
  }

  private get retransTime(): number {
    return wheelTime(Math.max(this.parms.retrans * MILLISECOND, LEAST_RETRANS));
  }

  /** How many questions are asked in vain: those to all come after those to the known address (neigh_max_probes). */
  private get mostProbes(): number {
    const { unicastProbes, appProbes, multicastProbes, multicastReprobes } = this.parms;
    return unicastProbes + appProbes + (this.state === 'PROBE' ? multicastReprobes : multicastProbes);
  }

  /** Sends a packet to this neighbour, or lets it wait for ARP (neigh_event_send). Answers false when it waits or died. */
  usable(kernel: Kernel, skb: Skb): boolean {
    this.used = kernel.now;
    switch (this.state) {
      case 'PERMANENT':
      case 'NOARP':
      case 'REACHABLE':
      case 'DELAY':
      case 'PROBE':
        return true;
      case 'STALE':
        this.enter('DELAY', kernel);
        kernel.arm(this, this.delayTime);
        return true;
      case 'INCOMPLETE':
        this.wait(skb);
        return false;
      default:
        this.probes = this.parms.unicastProbes + 1;
        this.enter('INCOMPLETE', kernel);
        this.wait(skb);
        kernel.arm(this, this.retransTime);
        solicit(this, skb);
        return false;
    }
  }

  /** Asks for the MAC although nothing is to be sent (neigh_event_send without a packet). */
  ask(kernel: Kernel): void {
    if (this.state === 'STALE') {
      this.used = kernel.now;
      this.enter('DELAY', kernel);
      kernel.arm(this, this.delayTime);
    }
    if (this.state !== 'NONE' && this.state !== 'FAILED') return;
    this.probes = this.parms.unicastProbes + 1;
    this.enter('INCOMPLETE', kernel);
    kernel.arm(this, this.retransTime);
    solicit(this, undefined);
  }

  private wait(skb: Skb): void {
    this.queue.push(skb);
    if (this.queue.length <= Math.floor(this.parms.queueBytes / FULL_PACKET)) return;
    const oldest = this.queue.shift()!;
    drop(this.device.netns, oldest, 'neighbour', 'NEIGH_QUEUEFULL', { device: this.device.name });
  }

  /** The neighbour told its MAC (neigh_update). `confirmed` for an answer to us, false for what we merely overheard. */
  update(kernel: Kernel, mac: Mac, confirmed: boolean, override: boolean): void {
    if (this.state === 'PERMANENT' || this.state === 'NOARP') return;
    const isNew = !this.hasMac || this.mac !== mac;
    if (!confirmed) {
      if (this.hasMac && !isNew) {
        if (this.state === 'FAILED' || this.state === 'NONE' || this.state === 'INCOMPLETE')
          this.enter('STALE', kernel);
        return this.flush();
      }
      if (this.hasMac && !override && this.state === 'REACHABLE') return;
    }
    const before = this.state;
    this.mac = mac;
    this.hasMac = true;
    this.updated = kernel.now;
    if (confirmed) {
      this.confirmed = kernel.now;
      this.enter('REACHABLE', kernel);
      kernel.arm(this, this.reachableTime);
    } else {
      this.enter('STALE', kernel);
      this.timer = null;
    }
    if (isNew || this.state !== before) this.tell();
    this.flush();
  }

  private flush(): void {
    const waiting = this.queue;
    this.queue = [];
    for (const skb of waiting) {
      skb.srcMac = this.device.mac;
      skb.dstMac = this.mac;
      skb.hasMac = true;
      transmit(this.device, skb);
    }
  }

  expire(kernel: Kernel): void {
    switch (this.state) {
      case 'REACHABLE':
        if (kernel.now - this.confirmed < this.reachableTime)
          kernel.arm(this, this.confirmed + this.reachableTime - kernel.now);
        else if (kernel.now - this.used < this.delayTime) {
          this.enter('DELAY', kernel);
          kernel.arm(this, this.delayTime);
        } else {
          this.enter('STALE', kernel);
          this.tell();
        }
        return;
      case 'DELAY':
        this.enter('PROBE', kernel);
        this.tell();
        this.probes = 0;
        return this.probe(kernel);
      case 'PROBE':
      case 'INCOMPLETE':
        return this.probe(kernel);
    }
  }

  private probe(kernel: Kernel): void {
    if (this.probes >= this.mostProbes) return this.fail(kernel);
    this.probes++;
    kernel.arm(this, this.retransTime);
    solicit(this, this.queue[0]);
  }

  /** Nobody answered (neigh_invalidate): the packets that waited die, their senders are told. */
  fail(kernel: Kernel): void {
    this.enter('FAILED', kernel);
    this.tell();
    this.timer = null;
    const dead = this.queue;
    this.queue = [];
    for (const skb of dead) reportUnreachable(this, skb);
  }

  private enter(state: NudState, kernel: Kernel): void {
    this.state = state;
    this.updated = kernel.now;
  }

  /** Tells all who listen how it is now (neigh_update_notify). */
  tell(deleted = false): void {
    notify(this.device.netns, () => ({ group: 'neighbour', info: this.info() }), deleted);
  }

  /** Sets who looks after it; answers true when that is another than before (neigh_update_flags). */
  setKeeper(kernel: Kernel, externLearn: boolean, managed: boolean): boolean {
    const changed = this.externLearn !== externLearn || (this.managed !== undefined) !== managed;
    this.externLearn = externLearn;
    if (!managed) this.release();
    else if (this.managed === undefined) {
      this.managed = new ManagedProbe(this);
      this.managed.start(kernel);
    }
    return changed;
  }

  /** Nobody keeps it resolved any more. */
  release(): void {
    if (this.managed !== undefined) this.managed.timer = null;
    this.managed = undefined;
  }

  /** Looks for it from now on, even where its MAC was entered for good (NTF_USE). */
  resolve(kernel: Kernel): void {
    if (this.state === 'PERMANENT') this.enter('NONE', kernel);
    this.ask(kernel);
  }

  set(kernel: Kernel, state: NudState, mac: Mac | undefined): void {
    if (mac !== undefined) {
      this.mac = mac;
      this.hasMac = true;
    }
    this.enter(state, kernel);
    this.timer = null;
    if (CONNECTED.has(state)) this.confirmed = kernel.now;
    if (state === 'REACHABLE') kernel.arm(this, this.reachableTime);
    // The others in which something is waited for begin with the end of the wait (__neigh_update).
    else if (isTimed(state)) kernel.arm(this, 0);
    if (state === 'PROBE') this.probes = 0;
    this.tell();
    if (this.hasMac) this.flush();
  }

  info(): NeighbourInfo {
    const { device } = this;
    return {
      family: familyOf(this.address),
      destination: this.address,
      ifindex: device.ifindex,
      dev: device.name,
      mac: this.hasMac && isValid(this.state) ? this.mac : undefined,
      state: this.state,
      router: this.router,
      externLearn: this.externLearn,
      managed: this.managed !== undefined,
      protocol: this.protocol,
      proxy: false,
      used: this.used,
      confirmed: this.confirmed,
      updated: this.updated,
      probes: this.probes,
      references: isTimed(this.state) ? 1 : 0,
      cause: this.cause,
    };
  }
}

/** NUD_CONNECTED: the address on the link needs no confirmation. */
const CONNECTED: ReadonlySet<NudState> = new Set(['PERMANENT', 'NOARP', 'REACHABLE']);
/** NUD_IN_TIMER: something happens by itself after a while. */
const TIMED: ReadonlySet<NudState> = new Set(['INCOMPLETE', 'REACHABLE', 'DELAY', 'PROBE']);

function isTimed(state: NudState): boolean {
  return TIMED.has(state);
}

/** NUD_VALID: states in which the address on the link is known. */
const VALID: ReadonlySet<NudState> = new Set(['PERMANENT', 'NOARP', 'REACHABLE', 'PROBE', 'STALE', 'DELAY']);

/** True for a state in which the address on the link is known. */
export function isValid(state: NudState): boolean {
  return VALID.has(state);
}
