import type { PortState } from '../../../kernel/link/requests.ts';
import { describeRoute } from '../../../lab/words.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { ETH_P_8021AD } from '../../../net/vlan.ts';
import { remotesOf } from '../../network/domains.ts';
import type { Device, Network } from '../../network/network.ts';
import { code } from '../markdown.ts';

/** Rows of a hover: what is particular to the kind of a device, and to the port it is. */
export function kindRows(network: Network, device: Device): string[][] {
  return [...lowerRows(network, device), ...ownRows(network, device), ...portRows(network, device)];
}

function lowerRows(network: Network, device: Device): string[][] {
  const lower = network.lowerOf(device);
  const uppers = network.devices.filter((each) => network.lowerOf(each) === device);
  const where = lower === undefined || lower.place === device.place ? '' : ` in ${code(lower.place.name)}`;
  return [
    ...(lower === undefined ? [] : [['built upon', `${code(lower.link.name)}${where}, ${stateOf(lower)}`]]),
    ...(uppers.length === 0 ? [] : [['carries', uppers.map((upper) => nameFrom(device, upper)).join(', ')]]),
  ];
}

function ownRows(network: Network, device: Device): string[][] {
  const { link, place } = device;
  const { vlan, macvlan, vxlan, bond, bridge, vrfTable } = link;
  const ports = network.portsOf(device);
  if (vlan !== undefined) return [['VLAN', `${vlan.id}${vlan.protocol === ETH_P_8021AD ? ' (802.1ad)' : ''}`]];
  if (macvlan !== undefined) return [['mode', macvlan.mode]];
  if (vxlan !== undefined) {
    const remotes = [...new Set(remotesOf(network, device))].map((address) => code(formatIpv4(address)));
    return [
      ['VNI', `${vxlan.id}, UDP port ${vxlan.dstPort}`],
      ...(vxlan.local === undefined ? [] : [['from', code(formatIpv4(vxlan.local))]]),
      ['sends to', remotes.join(', ') || '**nobody**: it has no remote and no entry in its forwarding database'],
    ];
  }
  if (bond !== undefined) {
    const slaves = ports.map(({ link: { name, bondPort } }) => {
      const state = bondPort?.linkUp ? (bondPort.active ? 'active' : 'backup') : 'no link';
      return `${code(name)} (${state})`;
    });
    const monitor = bond.options.miimon === 0 ? ', **no link monitoring**' : `, miimon ${bond.options.miimon} ms`;
    return [
      ['mode', `${bond.options.mode}${monitor}`],
      ['slaves', slaves.join(', ') || 'none'],
    ];
  }
  if (vrfTable !== undefined) {
    const routes = place.routes.filter(
      ({ table, type }) => table === vrfTable && type !== 'local' && type !== 'broadcast',
    );
    return [
      ['table', String(vrfTable)],
      ['devices', ports.map(({ link: { name } }) => code(name)).join(', ') || 'none'],
      ...routes.slice(0, ROUTES).map((route) => ['route', code(describeRoute(route))]),
    ];
  }
  if (bridge === undefined) return [];
  const root = bridge.rootPort === 0 ? 'this bridge is the root' : `root is ${code(bridge.designatedRoot)}`;
  return [
    ['ports', ports.map((port) => code(port.link.name) + spoken(port.link.port?.state)).join(', ') || 'none'],
    ['VLANs', bridge.vlanFiltering ? 'heeded (`vlan_filtering` 1)' : 'not heeded'],
    ...(bridge.stp ? [['spanning tree', root]] : []),
  ];
}

/** Routes listed of a VRF at most. */
const ROUTES = 6;

/** The role of a device in its master. */
function portRows(network: Network, device: Device): string[][] {
  const { link, place } = device;
  const master = network.masterOf(device);
  if (master === undefined) return [];
  const name = code(master.link.name);
  if (master.link.kind === 'vrf') return [['in VRF', `${name}, table ${master.link.vrfTable}`]];
  if (master.link.kind === 'bond') {
    const { bondPort } = link;
    return [['slave of', `${name}, ${bondPort?.linkUp ? (bondPort.active ? 'active' : 'backup') : '**no link**'}`]];
  }
  const vlans = master.link.bridge?.vlanFiltering
    ? network.kernel.bridgeVlan.dump(place.netns).find(({ ifindex }) => ifindex === link.ifindex)?.vlans
    : undefined;
  return [
    ['port of', `${name}${link.port === undefined ? '' : `, ${link.port.state}`}`],
    ...(vlans === undefined ? [] : [['VLANs', describeVlans(vlans)]]),
  ];
}

/** The VLANs of a port as people write them: `10 (untagged, PVID), 20 (tagged)`. */
export function describeVlans(
  vlans: readonly { readonly id: number; readonly pvid: boolean; readonly untagged: boolean }[],
): string {
  const one = ({ id, pvid, untagged }: (typeof vlans)[number]) =>
    `${id} (${untagged ? 'untagged' : 'tagged'}${pvid ? ', PVID' : ''})`;
  return vlans.map(one).join(', ') || 'none';
}

function spoken(state: PortState | undefined): string {
  return state === undefined || state === 'forwarding' ? '' : ` (${state})`;
}

function stateOf({ link }: Device): string {
  return link.up ? 'up' : '**down**';
}

function nameFrom(here: Device, { link, place }: Device): string {
  return place === here.place ? code(link.name) : `${code(link.name)} in ${code(place.name)}`;
}
