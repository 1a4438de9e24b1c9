import type { Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Device } from './device.ts';
import type { BridgeInfo, PortInfo, PortState } from './requests.ts';

/** An entry of the forwarding database (struct net_bridge_fdb_entry). */
export interface FdbEntry {
  readonly mac: Mac;
  port: BridgePort | null;
  /** The address is the bridge's own or one of its ports': frames to it go up. */
  readonly local: boolean;
  kind: 'permanent' | 'static' | 'learned';
  /** Made by a request (BR_FDB_ADDED_BY_USER). */
  readonly byUser?: boolean;
  used: number;
  updated: number;
  cause: Cause;
}

const FIRST_CLEANUP = 100_000;

/** A port of a bridge (struct net_bridge_port). */
export class BridgePort {
  state: PortState = 'disabled';
  priority = 32;
  cost = 2;
  hairpin = false;
  guard = false;
  learning = true;
  flood = true;
  isolated = false;
  private forwardDelayEnds = 0;

  constructor(
    readonly bridge: Bridge,
    readonly device: Device,
    readonly number: number,
    readonly cause: Cause,
  ) {}

  /** Without spanning tree a port forwards as soon as its device can send. */
  refresh(): void {
    const ready = this.device.up && this.device.carrier && this.bridge.device.up;
    this.setState(ready ? 'forwarding' : 'disabled');
  }

  /** With the first change of a port the bridge's carrier becomes that of its ports (br_port_state_selection). */
  setState(state: PortState): void {
    if (state !== this.state) {
      this.bridge.carrierFollowsPorts = true;
      // The timer runs even where it has nothing to do (br_make_forwarding).
      this.forwardDelayEnds = state === 'forwarding' ? this.now + this.bridge.forwardDelay * 10_000 : 0;
    }
    this.state = state;
  }

  private get now(): number {
    return this.device.netns.kernel.now;
  }

  info(): PortInfo {
    const { number, priority, cost, state, hairpin, guard, learning, flood, isolated } = this;
    const forwardDelayTimer = state === 'forwarding' ? Math.max(0, this.forwardDelayEnds - this.now) : 0;
    return { number, priority, cost, state, hairpin, guard, learning, flood, isolated, forwardDelayTimer };
  }
}

/** What makes a device a bridge (struct net_bridge). */
export class Bridge {
  readonly ports: BridgePort[] = [];
  readonly fdb = new Map<Mac, FdbEntry>();
  stp = false;
  priority = 32768;
  forwardDelay = 1500;
  helloTime = 200;
  maxAge = 2000;
  ageingTime = 30000;
  vlanFiltering = false;
  macWasSet = false;
  mtuWasSet = false;
  /** The MAC in the bridge id: zero until a port lends its own. */
  idMac: Mac = 0;
  /** False on a bridge that has looked at its ports not even once: it has a carrier, as every new device has. */
  carrierFollowsPorts = false;

  /** When the bridge came up, and its aged stations were first looked for. */
  upSince = 0;
  /** True once a port has come or gone (br_set_gso_limits). */
  hadPorts = false;

  constructor(readonly device: Device) {}

  /** Aged stations are removed soon after the bridge comes up, then once in the time it takes to age (br_fdb_cleanup). */
  private get gcTimer(): number {
    if (!this.device.up) return 0;
    const passed = this.device.netns.kernel.now - this.upSince - FIRST_CLEANUP;
    const period = this.ageingTime * 10_000;
    return passed < 0 ? -passed : period - (passed % period);
  }

  get hasCarrier(): boolean {
    return !this.carrierFollowsPorts || this.ports.some((port) => port.state === 'forwarding');
  }

  refresh(): void {
    for (const port of this.ports) port.refresh();
  }

  /** The station's entry unless it has aged. */
  find(mac: Mac, now: number): FdbEntry | undefined {
    const entry = this.fdb.get(mac);
    if (entry === undefined || entry.kind !== 'learned') return entry;
    if (now - entry.used <= this.ageingTime * 10_000) return entry;
    this.fdb.delete(mac);
    return undefined;
  }

  info(): BridgeInfo {
    const id = `${this.priority.toString(16).padStart(4, '0')}.${this.idMac.toString(16).padStart(12, '0')}`;
    return {
      bridgeId: id,
      designatedRoot: id,
      rootPort: 0,
      rootPathCost: 0,
      priority: this.priority,
      stp: this.stp,
      forwardDelay: this.forwardDelay,
      helloTime: this.helloTime,
      maxAge: this.maxAge,
      ageingTime: this.ageingTime,
      vlanFiltering: this.vlanFiltering,
      gcTimer: this.gcTimer,
    };
  }
}
