import type { Ipv4 } from '../../net/ipv4.ts';
import { isMulticastMac, type Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Netns } from '../netns/netns.ts';
import type { Device } from './device.ts';
import type { FdbInfo } from './requests.ts';

/** Whether the packets a VXLAN makes may be cut on their way (VXLAN_DF_*). */
export type DontFragment = 'unset' | 'set' | 'inherit';

/** Where a VXLAN sends frames to (struct vxlan_rdst). */
export interface Remote {
  readonly address: Ipv4;
  /** UDP port, network and device, where they are not those of the VXLAN itself. */
  readonly port?: number;
  readonly vni?: number;
  readonly via?: number;
}

/** What a VXLAN device answers about itself. */
export interface VxlanInfo {
  readonly id: number;
  /** The router at the other end, or the group of all of them. */
  readonly remote: Ipv4 | undefined;
  readonly local: Ipv4 | undefined;
  readonly link: { readonly ifindex: number; readonly name: string | undefined } | undefined;
  readonly srcPorts: readonly [number, number];
  readonly dstPort: number;
  readonly learning: boolean;
  /** 0 leaves it to the machine. */
  readonly ttl: number;
  readonly ttlInherit: boolean;
  /** 1 takes it over from the packet inside. */
  readonly tos: number;
  readonly df: DontFragment;
  /** Seconds until a station that says nothing is forgotten; 0 never. */
  readonly ageing: number;
  /** How many stations may be known; 0 is no limit. */
  readonly limit: number;
  readonly udpChecksum: boolean;
}

/** What is asked of a VXLAN device. */
export type VxlanOptions = { readonly [K in Exclude<keyof VxlanInfo, 'link'>]?: VxlanInfo[K] } & {
  /** ifindex of the device its packets leave by. */
  readonly link?: number;
};

/** A station and where it is (struct vxlan_fdb). */
export interface VxlanFdbEntry {
  readonly mac: Mac;
  kind: FdbInfo['kind'];
  remotes: Remote[];
  used: number;
  updated: number;
  cause: Cause;
}

/** The defaults of a new one (vxlan_nl2conf, vxlan_setup). 8472 is older than IANA's 4789. */
const DEFAULTS = {
  remote: undefined,
  local: undefined,
  srcPorts: [0, 0],
  dstPort: 8472,
  learning: true,
  ttl: 0,
  ttlInherit: false,
  tos: 0,
  df: 'unset',
  ageing: 300,
  limit: 0,
  udpChecksum: true,
} as const;

/** What makes a device a VXLAN (struct vxlan_dev). */
export class Vxlan {
  readonly fdb = new Map<Mac, VxlanFdbEntry>();
  config: Omit<VxlanInfo, 'link'>;
  /** The device its packets leave by; null: the one that the routes say. */
  link: Device | null = null;
  /** The namespace it was made in, where its packets leave (vxlan->net). */
  home: Netns | null = null;

  constructor(options: VxlanOptions & { readonly id: number }) {
    this.config = DEFAULTS as unknown as Omit<VxlanInfo, 'link'>;
    this.configure(options);
  }

  configure({ link: _, ...options }: VxlanOptions): void {
    this.config = { ...this.config, ...options };
  }

  /** The entry of a station unless it has aged (vxlan_find_mac, vxlan_cleanup). */
  find(mac: Mac, now: number): VxlanFdbEntry | undefined {
    const entry = this.fdb.get(mac);
    const { ageing } = this.config;
    if (entry?.kind !== 'learned' || ageing === 0 || now - entry.used <= ageing * 1_000_000) return entry;
    this.fdb.delete(mac);
    return undefined;
  }

  /** Where a frame goes: to its station's router, or else to all of them. */
  remotesFor(mac: Mac, now: number): readonly Remote[] {
    const entry = isMulticastMac(mac) ? undefined : this.find(mac, now);
    if (entry !== undefined) entry.used = now;
    return (entry ?? this.fdb.get(0))?.remotes ?? [];
  }

  info(): VxlanInfo {
    const { link } = this;
    return { ...this.config, link: link === null ? undefined : { ifindex: link.ifindex, name: link.name } };
  }
}

/** Two remotes are the same one (vxlan_fdb_find_rdst). */
export function isSameRemote(a: Remote, b: Remote): boolean {
  return a.address === b.address && a.port === b.port && a.vni === b.vni && (a.via ?? 0) === (b.via ?? 0);
}
