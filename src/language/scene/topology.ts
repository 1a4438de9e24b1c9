import type { Kernel } from '../../kernel/kernel.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { formatMac } from '../../net/mac.ts';
import { formatIp } from '../../net/prefix.ts';
import type { DeviceNode, LinkEdge, NamespaceNode, TopologyScene } from '../../protocol/scene.ts';
import type { SceneContext } from './context.ts';
import { deviceId, namespaceId } from './identity.ts';

/** Namespaces, devices and wires as of the scene's command. */
export function topologyOf(context: SceneContext): TopologyScene {
  const devices = context.namespaces.flatMap((netns) => devicesOf(context, netns));
  const byId = new Map(devices.map((device) => [device.id, device]));
  return {
    namespaces: context.namespaces.map((netns) => namespaceNode(context, netns)),
    devices,
    links: context.namespaces.flatMap((netns) => linksOf(context.kernel, netns, byId)),
  };
}

function namespaceNode({ kernel, nameOf, kindOf, lineOf }: SceneContext, netns: Netns): NamespaceNode {
  const forward = kernel.sysctl.read(netns, 'net/ipv4/ip_forward');
  const made = kernel.netns.nameOf(netns);
  return {
    id: namespaceId(netns.id),
    name: nameOf(netns.id),
    kind: kindOf(netns),
    forwards: forward.ok && forward.value.trim() === '1',
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
  return kernel.link.dump(netns).map((link) => ({
    id: deviceId(netns.id, link.ifindex),
    namespace: namespaceId(netns.id),
    name: link.name,
    kind: link.kind,
    up: link.up,
    carrier: link.carrier,
    mac: formatMac(link.mac),
    addresses: addresses.get(link.ifindex) ?? [],
    master: link.master === undefined ? undefined : deviceId(netns.id, link.master.ifindex),
    line: lineOf(link.cause),
  }));
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
