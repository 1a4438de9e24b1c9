import type { Mac } from '../../net/mac.ts';
import { isMulticastMac } from '../../net/mac.ts';
import type { Device } from './device.ts';

/** How stations on one device see each other (MACVLAN_MODE_*). */
export type MacvlanMode = 'private' | 'vepa' | 'bridge' | 'passthru' | 'source';

/** What a macvlan answers about itself. */
export interface MacvlanInfo {
  readonly mode: MacvlanMode;
  readonly noPromisc: boolean;
  readonly noDst: boolean;
  /** How many broadcasts may wait: what this one asked for, and the most that any on the same device did. */
  readonly broadcastQueue: number;
  readonly usedBroadcastQueue: number;
  /** Whom it listens to in mode `source`. */
  readonly sources: readonly Mac[];
}

/** What is asked of a macvlan. */
export interface MacvlanOptions {
  readonly mode?: MacvlanMode;
  readonly flags?: { readonly noPromisc: boolean; readonly noDst: boolean };
  readonly broadcastQueue?: number;
  /** Changes to the list of whom it listens to. */
  readonly sources?: { readonly change: 'add' | 'delete' | 'flush' | 'set'; readonly macs: readonly Mac[] };
}

/** What makes a device a macvlan (struct macvlan_dev). */
export class Macvlan {
  noPromisc = false;
  noDst = false;
  broadcastQueue = 1000;
  sources: Mac[] = [];

  constructor(public mode: MacvlanMode) {}

  /** macvlan_changelink_sources. A new one comes first among those of its bucket. */
  changeSources({ change, macs }: NonNullable<MacvlanOptions['sources']>): void {
    if (change === 'flush' || change === 'set') this.sources = [];
    if (change === 'delete') this.sources = this.sources.filter((mac) => !macs.includes(mac));
    if (change === 'add' || change === 'set')
      for (const mac of macs) if (!this.sources.includes(mac)) this.sources.unshift(mac);
  }

  info(device: Device): MacvlanInfo {
    const { mode, noPromisc, noDst, broadcastQueue } = this;
    const usedBroadcastQueue = Math.max(...stationsOn(device.lower!).map((each) => each.macvlan!.broadcastQueue));
    const sources = [...this.sources].sort((a, b) => bucketOf(a) - bucketOf(b));
    return { mode, noPromisc, noDst, broadcastQueue, usedBroadcastQueue, sources };
  }
}

/** The macvlans on a device, in order of creation (struct macvlan_port). */
export function stationsOn(lower: Device): readonly Device[] {
  return lower.uppers.filter(({ macvlan }) => macvlan !== null);
}

/** The macvlan with an address, among those that are up (macvlan_hash_lookup). */
export function stationOf(lower: Device, mac: Mac): Device | undefined {
  return stationsOn(lower).find((each) => each.up && each.mac === mac);
}

/** The one macvlan that has its device for itself. */
export function passthruOn(lower: Device): Device | undefined {
  return stationsOn(lower).find(({ macvlan }) => macvlan!.mode === 'passthru');
}

/** An address that a further macvlan on the device cannot take (macvlan_addr_busy). */
export function isTaken(lower: Device, mac: Mac): boolean {
  return lower.mac === mac || stationOf(lower, mac) !== undefined;
}

/** True when a station wants a frame to a group (mc_filter). */
export function wantsGroup(station: Device, group: Mac): boolean {
  const isBroadcast = group === 0xffffffffffff;
  return station.up && isMulticastMac(group) && (isBroadcast || station.allmulti || station.groups.has(group));
}

const GOLDEN_RATIO_64 = 0x61c8864680b583ebn;

/** The bucket of an address, of 256 (macvlan_eth_hash: hash_64 of its octets as the machine reads them). */
function bucketOf(mac: Mac): number {
  let value = 0n;
  for (let octet = 0, rest = BigInt(mac); octet < 6; octet++, rest >>= 8n) value = (value << 8n) | (rest & 0xffn);
  return Number((((value << 16n) * GOLDEN_RATIO_64) & 0xffffffffffffffffn) >> 56n);
}
