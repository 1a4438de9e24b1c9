import type { BridgeId } from '../../net/bpdu.ts';
import type { Cause } from '../cause.ts';
import type { Level } from '../log/kernel-log.ts';
import type { Bridge } from './bridge.ts';
import { printOfBridge } from './bridge-log.ts';
import { PortSnooper } from './bridge-snooper.ts';
import { PortTimer } from './bridge-timer.ts';
import { VlanGroup } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import type { PortInfo, PortState } from './requests.ts';

/** Bits of a port's number within its id (BR_PORT_BITS). */
const PORT_BITS = 10;

/** A port of a bridge (struct net_bridge_port). */
export class BridgePort {
  private currentState: PortState = 'disabled';
  priority = 32;
  cost = 2;
  hairpin = false;
  guard = false;
  learning = true;
  flood = true;
  isolated = false;
  rootBlock = false;
  readonly vlans = new VlanGroup();
  fastLeave = false;
  mcastFlood = true;
  bcastFlood = true;
  mcastToUnicast = false;
  neighSuppress = false;
  vlanTunnel = false;
  locked = false;
  proxyArp = false;
  proxyArpWifi = false;
  mcastRouter = 1;
  readonly snooper = new PortSnooper(this);
  groupFwdMask = 0;
  /** Who takes over while the device has no carrier. */
  backup: BridgePort | null = null;
  /** What is known of the segment behind the port: its root, and the bridge and port that lead there. */
  designatedRoot: BridgeId = '';
  designatedCost = 0;
  designatedBridge: BridgeId = '';
  designatedPort = 0;
  /** When the root sent what is known, in microseconds. */
  designatedAge = 0;
  topologyChangeAck = false;
  configPending = false;
  readonly messageAgeTimer = new PortTimer(this, 'message-age');
  readonly forwardDelayTimer = new PortTimer(this, 'forward-delay');
  readonly holdTimer = new PortTimer(this, 'hold');

  constructor(
    readonly bridge: Bridge,
    readonly device: Device,
    readonly number: number,
    readonly cause: Cause,
  ) {}

  get state(): PortState {
    return this.currentState;
  }

  /** Every change is told, and what stays as it is too (br_set_state). */
  set state(state: PortState) {
    this.currentState = state;
    this.print('info', `entered ${state} state`);
  }

  /** Says something about the port in the kernel's log. */
  print(level: Level, text: string): void {
    printOfBridge(this.bridge, level, `port ${this.number}(${this.device.name}) ${text}`);
  }

  /** Priority and number (br_make_port_id). */
  get id(): number {
    return (this.priority << PORT_BITS) | this.number;
  }

  /** True when this bridge leads the segment behind the port towards the root (br_is_designated_port). */
  get isDesignated(): boolean {
    return this.designatedBridge === this.bridge.id && this.designatedPort === this.id;
  }

  /** The device is up and hears something (netif_running, netif_oper_up). */
  get isReady(): boolean {
    return this.device.up && this.device.carrier && this.device.isOperUp;
  }

  /** Stations are learned here (nbp_state_should_learn). */
  get mayLearn(): boolean {
    return this.state === 'learning' || this.state === 'forwarding';
  }

  info(): PortInfo {
    const { now } = this.device.netns.kernel;
    return {
      number: this.number,
      id: this.id,
      priority: this.priority,
      cost: this.cost,
      state: this.state,
      hairpin: this.hairpin,
      guard: this.guard,
      learning: this.learning,
      flood: this.flood,
      isolated: this.isolated,
      rootBlock: this.rootBlock,
      fastLeave: this.fastLeave,
      mcastFlood: this.mcastFlood,
      bcastFlood: this.bcastFlood,
      mcastToUnicast: this.mcastToUnicast,
      neighSuppress: this.neighSuppress,
      vlanTunnel: this.vlanTunnel,
      locked: this.locked,
      proxyArp: this.proxyArp,
      proxyArpWifi: this.proxyArpWifi,
      mcastRouter: this.mcastRouter,
      groupFwdMask: this.groupFwdMask,
      backupPort: this.backup?.device.name,
      designatedRoot: this.designatedRoot,
      designatedBridge: this.designatedBridge,
      designatedCost: this.designatedCost,
      designatedPort: this.designatedPort,
      topologyChangeAck: this.topologyChangeAck,
      configPending: this.configPending,
      messageAgeTimer: this.messageAgeTimer.remaining(now),
      forwardDelayTimer: this.forwardDelayTimer.remaining(now),
      holdTimer: this.holdTimer.remaining(now),
    };
  }
}
