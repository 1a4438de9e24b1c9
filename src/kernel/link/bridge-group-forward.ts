import type { Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Skb } from '../skb.ts';
import type { Bridge } from './bridge.ts';
import type { MdbEntry } from './bridge-mdb.ts';
import type { BridgePort } from './bridge-port.ts';
import { hasQuerier, isRouter, type Snooped, snoop, stationOf } from './bridge-snooping.ts';

/** A port a frame to a group leaves by, and the station it is sent to where multicast becomes unicast. */
export interface GroupTarget {
  readonly port: BridgePort;
  readonly station: Mac | undefined;
}

/** Where a frame to a group goes, when the bridge knows. */
export interface GroupWay {
  readonly targets: readonly GroupTarget[];
  /** The host itself listens, or is a router. */
  readonly up: boolean;
  /** What put the first port into the group. */
  readonly cause: Cause | undefined;
}

/**
 * Looks into a frame to a group and says where it goes; undefined when it is for all ports (br_multicast_rcv and
 * br_mdb_entry_skb_get in br_handle_frame_finish and br_dev_xmit).
 */
export function groupWay(bridge: Bridge, from: BridgePort | null, skb: Skb, vlan: number): GroupWay | undefined {
  if (!bridge.multicast.snooping) return undefined;
  const { kernel } = bridge.device.netns;
  const snooped = snoop(kernel, bridge, from, skb, vlan);
  const entry = snooped === 'igmp' || snooped === 'report' ? undefined : entryFor(bridge, skb, vlan);
  if (!isDirected(bridge, skb, snooped, entry)) return undefined;
  return {
    targets: targetsOf(bridge, skb, entry),
    up: entry?.hostJoined === true || isRouter(bridge),
    cause: entry?.ports[0]?.cause,
  };
}

/** br_mdb_entry_skb_get. */
function entryFor(bridge: Bridge, { packet, dstMac }: Skb, vlan: number): MdbEntry | undefined {
  const { mdb, multicast } = bridge;
  if (mdb.size === 0) return undefined;
  if (packet.kind !== 'ipv4') return mdb.find({ family: 'ether', group: dstMac, source: undefined, vlan });
  const key = { family: 'inet', group: packet.dst, source: undefined, vlan } as const;
  const one = multicast.igmpVersion === 3 ? mdb.find({ ...key, source: packet.src }) : undefined;
  return one ?? mdb.find(key);
}

/** Groups of Ethernet need no querier to be known. */
function isDirected(bridge: Bridge, { packet }: Skb, snooped: Snooped, entry: MdbEntry | undefined): boolean {
  if (entry === undefined && snooped !== 'data' && snooped !== 'report') return false;
  return packet.kind === 'ipv4' ? hasQuerier(bridge) : entry !== undefined;
}

/** The ports of the group, and those that routers are behind, each once (br_multicast_flood). */
function targetsOf(bridge: Bridge, { packet }: Skb, entry: MdbEntry | undefined): readonly GroupTarget[] {
  const skipsInclude =
    entry !== undefined &&
    entry.key.source === undefined &&
    heedsSources(bridge, entry) &&
    entry.key.family !== 'ether';
  const routers = packet.kind === 'ipv4' ? bridge.ports.filter(({ snooper }) => snooper.hasRouter) : [];
  const members: GroupTarget[] = [];
  for (const each of entry?.ports ?? []) {
    const station = stationOf(each);
    if (station === undefined && skipsInclude && each.mode === 'include') continue;
    members.push({ port: each.port, station });
  }
  const rest = routers.filter((router) => !members.some(({ port }) => port === router));
  return [...members, ...rest.map((port) => ({ port, station: undefined }))].sort(
    (a, b) => b.port.number - a.port.number,
  );
}

/** Messages of version 3 count with their sources (br_multicast_should_handle_mode). */
function heedsSources({ multicast }: Bridge, { key }: MdbEntry): boolean {
  return key.family === 'inet' ? multicast.igmpVersion === 3 : multicast.mldVersion === 2;
}
