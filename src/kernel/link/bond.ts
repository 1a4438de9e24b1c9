import type { Mac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import { announceAddresses } from '../neigh/announce-addresses.ts';
import type { Timed, Timer } from '../timer.ts';
import type { Device } from './device.ts';
import type { BondInfo, BondOptions, BondPortInfo } from './requests.ts';

/** What a bond is told when nothing is said (bond_check_params). */
export const BOND_DEFAULTS: BondOptions = {
  mode: 'balance-rr',
  miimon: 0,
  updelay: 0,
  downdelay: 0,
  peer_notify_delay: 0,
  use_carrier: 1,
  arp_interval: 0,
  arp_missed_max: 2,
  arp_ip_target: [],
  arp_validate: 'none',
  arp_all_targets: 'any',
  primary_reselect: 'always',
  fail_over_mac: 'none',
  xmit_hash_policy: 'layer2',
  resend_igmp: 1,
  num_grat_arp: 1,
  all_slaves_active: 0,
  min_links: 0,
  lp_interval: 1,
  packets_per_slave: 1,
  lacp_active: 'on',
  lacp_rate: 'slow',
  ad_select: 'stable',
  tlb_dynamic_lb: 1,
};

/** A bond's own state (struct bonding): its ports, and which of them it sends by. It wakes up to look at their links. */
export class Bond implements Timed {
  timer: Timer | null = null;
  options: BondOptions = BOND_DEFAULTS;
  /** In the order in which they were enslaved. */
  readonly ports: Device[] = [];
  active: Device | null = null;
  primary: Device | null = null;
  macWasSet = false;
  /** When it came up: it looks at its ports every `miimon` milliseconds from then on. */
  upSince = 0;
  /** How many packets were sent in turn (balance-rr). */
  sent = 0;

  constructor(readonly device: Device) {}

  /** True when one port at a time sends and receives. */
  get isActiveBackup(): boolean {
    return this.options.mode === 'active-backup';
  }

  /** The ports that can send. */
  get usable(): Device[] {
    return this.ports.filter((port) => port.bondPort!.linkUp);
  }

  /** A port's carrier may have changed, which is seen with the next look at it (bond_mii_monitor). */
  watch(kernel: Kernel): void {
    const { miimon } = this.options;
    if (miimon === 0 || !this.device.up) return;
    const period = miimon * 1000;
    kernel.arm(this, period - ((kernel.now - this.upSince) % period));
  }

  expire(kernel: Kernel): void {
    if (!this.device.up) return;
    for (const port of this.ports) {
      const state = port.bondPort!;
      const linkUp = port.up && port.carrier;
      if (linkUp === state.linkUp) continue;
      state.linkUp = linkUp;
      if (!linkUp) state.failures++;
    }
    this.select(kernel);
  }

  /** Chooses the port to send by: the primary, the present one, else the first with a link (bond_select_active_slave). */
  select(kernel: Kernel): void {
    const { usable } = this;
    if (this.isActiveBackup) {
      const wanted = this.primary !== null && this.options.primary_reselect === 'always' ? this.primary : this.active;
      const best = usable.find((port) => port === wanted) ?? usable.find((port) => port === this.active) ?? usable[0];
      this.activate(best ?? null);
    }
    kernel.link.setCarrier(this.device, usable.length > 0 && usable.length >= this.options.min_links);
  }

  /** Sends by a port from now on, and tells the neighbours (bond_change_active_slave). */
  activate(port: Device | null): void {
    if (port === this.active) return;
    this.active = port;
    // The address goes with the port (bond_do_fail_over_mac).
    if (port !== null && this.options.fail_over_mac === 'active') this.device.mac = port.mac;
    if (port === null || !this.device.up) return;
    if (this.options.num_grat_arp > 0) announceAddresses(this.device);
  }

  info(): BondInfo {
    const { options, active, primary } = this;
    return { options, active: active?.name, primary: primary?.name };
  }
}

/** What a bond keeps of a port (struct slave). */
export class BondPort {
  linkUp = true;
  failures = 0;

  constructor(
    readonly permanentMac: Mac,
    readonly originalMtu: number,
  ) {}

  info({ master }: Device): BondPortInfo {
    const { linkUp, failures, permanentMac } = this;
    const { bond } = master!;
    const active = bond!.isActiveBackup ? bond!.active?.bondPort === this : linkUp;
    return { active, linkUp, failures, permanentMac };
  }
}
