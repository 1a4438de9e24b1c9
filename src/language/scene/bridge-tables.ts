import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatMac } from '../../net/mac.ts';
import type { RowScene, TableScene } from '../../protocol/scene.ts';
import type { SceneContext } from './context.ts';
import { fdbRowId, portRowId } from './identity.ts';
import { row, table } from './tables.ts';

/** What bridges, bonds and VXLANs know: the state of their ports, the VLANs of those, and which station is where. */
export function bridgeTables(context: SceneContext, netns: Netns): TableScene[] {
  const links = new Map(context.kernel.link.dump(netns).map((link) => [link.ifindex, link]));
  return [ports(context, netns, links), vlans(context, netns, links), ...fdb(context, netns, links)];
}

type Links = ReadonlyMap<number, LinkInfo>;

function ports(context: SceneContext, netns: Netns, links: Links): TableScene {
  const rows = [...links.values()].flatMap((link): RowScene[] => {
    const { name, master, port, bondPort, upCause, cause } = link;
    const above = links.get(master?.ifindex ?? -1);
    if (above === undefined || (port === undefined && bondPort === undefined)) return [];
    const state = port?.state ?? (bondPort!.linkUp ? (bondPort!.active ? 'active' : 'backup') : 'no link');
    const isRoot = port !== undefined && above.bridge?.stp && above.bridge.rootPort === port.number;
    const role = bondPort === undefined ? (isRoot ? 'root port' : '') : `${bondPort.failures} failures`;
    const cells = [name, above.name, state, role];
    return [row(context, portRowId(netns.id, name, 0), cells, upCause ?? cause)];
  });
  return table(netns, 'ports', 'Ports', 'bridge link', ['port', 'of', 'state', ''], rows);
}

/** VLANs of the ports of bridges that heed them. */
function vlans(context: SceneContext, netns: Netns, links: Links): TableScene {
  const rows = context.kernel.bridgeVlan.dump(netns).flatMap(({ ifindex, dev, isBridge, vlans: list }) => {
    const link = links.get(ifindex);
    const bridge = isBridge ? link : links.get(link?.master?.ifindex ?? -1);
    if (!bridge?.bridge?.vlanFiltering) return [];
    return list.map(({ id, pvid, untagged, cause }) => {
      const cells = [dev, String(id), untagged ? 'untagged' : 'tagged', pvid ? 'PVID' : ''];
      return row(context, portRowId(netns.id, dev, id), cells, cause);
    });
  });
  return table(netns, 'ports', 'VLANs of ports', 'bridge vlan', ['port', 'VLAN', 'frames leave', ''], rows);
}

/** A bridge whose stations are known by VLAN has each of its own addresses once more without one, which says nothing. */
function fdb(context: SceneContext, netns: Netns, links: Links): TableScene[] {
  const entries = context.kernel.fdb.dump(netns);
  const heeds = (ifindex: number) => links.get(ifindex)?.bridge?.vlanFiltering === true;
  const heeded = [...links.keys()].some(heeds);
  const stations = entries.flatMap((entry) => {
    if (entry.self || entry.master === undefined) return [];
    const filtering = heeds(links.get(entry.ifindex)?.master?.ifindex ?? entry.ifindex);
    if ((entry.vlan === undefined) === filtering) return [];
    const vlan = filtering ? entry.vlan : undefined;
    const cells = [
      formatMac(entry.mac),
      ...(heeded ? [vlan === undefined ? '' : String(vlan)] : []),
      entry.dev,
      entry.master,
      entry.kind,
    ];
    return [row(context, fdbRowId(netns.id, entry.dev, entry.mac, vlan), cells, entry.cause)];
  });
  const remotes = entries.flatMap(({ mac, dev, remote, kind, cause }) => {
    if (remote === undefined) return [];
    const cells = [mac === 0 ? 'all others' : formatMac(mac), formatIpv4(remote.address), dev, kind];
    return [row(context, `${fdbRowId(netns.id, dev, mac)}/${formatIpv4(remote.address)}`, cells, cause)];
  });
  return [
    table(
      netns,
      'fdb',
      'Bridge FDB',
      'bridge fdb',
      ['MAC', ...(heeded ? ['VLAN'] : []), 'port', 'bridge', ''],
      stations,
    ),
    table(netns, 'fdb', 'VXLAN FDB', 'bridge fdb', ['MAC', 'router', 'dev', ''], remotes),
  ];
}
