import type { Kernel } from '../../kernel/kernel.ts';
import type { BridgeVlanInfo, LinkInfo } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { formatMac } from '../../net/mac.ts';
import { formatIp } from '../../net/prefix.ts';
import type { DeviceNode, LinkEdge, NamespaceNode, TopologyScene } from '../../protocol/scene.ts';
import { tunnelsIn } from '../network/domains.ts';
import { type Device, Network } from '../network/network.ts';
import type { SceneContext } from './context.ts';
import { deviceId, namespaceId } from './identity.ts';
import { isIdle, notesOf } from './notes.ts';

/** Namespaces, devices and wires as of the scene's command. */
export function topologyOf(context: SceneContext): TopologyScene {
  const devices = context.namespaces.flatMap((netns) => devicesOf(context, netns));
  const byId = new Map(devices.map((device) => [device.id, device]));
  const tunnels = tunnelsOf(context);
  return {
    namespaces: context.namespaces.map((netns) => namespaceNode(context, netns)),
    devices,
    ...(tunnels.length === 0 ? {} : { tunnels }),
    links: [...context.namespaces.flatMap((netns) => linksOf(context.kernel, netns, byId)), ...stackedLinks(byId)],
  };
}

function namespaceNode({ kernel, nameOf, kindOf, lineOf }: SceneContext, netns: Netns): NamespaceNode {
  const forward = kernel.sysctl.read(netns, 'net/ipv4/ip_forward');
  const made = kernel.netns.nameOf(netns);
  return {
    id: namespaceId(netns.id),
    name: nameOf(netns.id),
    kind: kindOf(netns),
    forwards: forward.ok && forward.value.trim() !== '0',
    line: made === undefined ? undefined : lineOf(kernel.netns.causeOf(netns)),
  };
}

function devicesOf({ kernel, lineOf }: SceneContext, netns: Netns): DeviceNode[] {
  const addresses = new Map<number, string[]>();
  for (const { ifindex, family, local, prefixLength } of kernel.address.dump(netns)) {
    if (family === 6) continue;
    const list = addresses.get(ifindex) ?? [];
    list.push(`${formatIp(local)}/${prefixLength}`);
    addresses.set(ifindex, list);
  }
  const links = new Map(kernel.link.dump(netns).map((link) => [link.ifindex, link]));
  const vlans = new Map(kernel.bridgeVlan.dump(netns).map((each) => [each.ifindex, each.vlans]));
  return [...links.values()].map((link) => ({
    id: deviceId(netns.id, link.ifindex),
    namespace: namespaceId(netns.id),
    name: link.name,
    kind: link.kind,
    up: link.up,
    carrier: link.carrier,
    mac: formatMac(link.mac),
    addresses: addresses.get(link.ifindex) ?? [],
    master: link.master === undefined ? undefined : deviceId(netns.id, link.master.ifindex),
    ...particulars(kernel, netns, link, links.get(link.master?.ifindex ?? -1), vlans.get(link.ifindex) ?? []),
    line: lineOf(link.cause),
  }));
}

/** What only some devices have. */
function particulars(
  kernel: Kernel,
  netns: Netns,
  link: LinkInfo,
  master: LinkInfo | undefined,
  vlans: readonly BridgeVlanInfo[],
): Pick<DeviceNode, 'lower' | 'notes' | 'idle'> {
  const lower = kernel.link.lowerOf(netns, link.ifindex);
  const notes = notesOf(link, master, vlans);
  return {
    ...(lower === undefined ? {} : { lower: deviceId(lower.netns.id, lower.ifindex) }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(isIdle(link) ? { idle: true } : {}),
  };
}

/** From devices to those they are built upon in another namespace. */
function stackedLinks(devices: ReadonlyMap<string, DeviceNode>): LinkEdge[] {
  return [...devices.values()].flatMap(({ id, namespace, up, lower }) => {
    const below = lower === undefined ? undefined : devices.get(lower);
    if (below === undefined || below.namespace === namespace) return [];
    return [{ from: id, to: below.id, up: up && below.up, kind: 'stacked' as const }];
  });
}

/** Tunnels drawn at most: a full mesh of many would cover everything. */
const MOST_TUNNELS = 12;

/** Which VXLANs send to which. */
function tunnelsOf({ kernel, namespaces }: SceneContext): LinkEdge[] {
  const isTunnel = ({ vxlan }: LinkInfo) => vxlan !== undefined;
  if (!namespaces.some((netns) => kernel.link.dump(netns).some(isTunnel))) return [];
  const network = Network.of(kernel);
  const idOf = ({ place, link }: Device) => deviceId(place.netns.id, link.ifindex);
  const seen = new Set<string>();
  return tunnelsIn(network)
    .flatMap(([a, b]): LinkEdge[] => {
      const [from, to] = [idOf(a), idOf(b)].sort() as [string, string];
      if (seen.has(`${from} ${to}`)) return [];
      seen.add(`${from} ${to}`);
      return [{ from, to, up: a.link.up && b.link.up, kind: 'tunnel' }];
    })
    .slice(0, MOST_TUNNELS);
}

/** A wire is listed once, from its end with the smaller id. */
function linksOf(kernel: Kernel, netns: Netns, byId: ReadonlyMap<string, DeviceNode>): LinkEdge[] {
  return kernel.link.dump(netns).flatMap((link) => {
    const from = deviceId(netns.id, link.ifindex);
    const to = otherEnd(kernel, netns, link);
    const other = to === undefined ? undefined : byId.get(to);
    if (to === undefined || other === undefined || from > to) return [];
    return [{ from, to, up: link.up && other.up }];
  });
}

function otherEnd(kernel: Kernel, netns: Netns, link: LinkInfo): string | undefined {
  const end = kernel.link.wireOf(netns, link.ifindex);
  return end === undefined ? undefined : deviceId(end.netns.id, end.ifindex);
}
