import type { ValueType } from '../../../grammar/command.ts';
import { PROGRAMS } from '../../../grammar/index.ts';
import { broadcastOf, formatIpv4, networkOf } from '../../../net/ipv4.ts';
import { formatIp } from '../../../net/prefix.ts';
import { dockerIn } from '../../../userland/docker/daemon.ts';
import { formatSubnet } from '../../../userland/docker/ipam.ts';
import { ipv4Of } from '../../network/ipv4-addresses.ts';
import type { Device, Network, Place } from '../../network/network.ts';
import { chains, targets } from './firewall.ts';
import { sysctlKeys } from './sysctl-keys.ts';

/** A value that may be completed to. */
export interface Candidate {
  readonly text: string;
  readonly detail?: string;
  readonly kind?: 'netns' | 'program';
}

/** What is known at the cursor. */
export interface Surroundings {
  readonly network: Network;
  /** The namespace that the command works in. */
  readonly place: Place;
  readonly argv: readonly string[];
  /** The word before the cursor's. */
  readonly keyword: string | undefined;
  readonly partial: string;
}

type Source = (at: Surroundings) => Iterable<Candidate>;

/** Where the values of a type come from; the likeliest first. */
const SOURCES: Partial<Record<ValueType, Source>> = {
  netns: ({ network }) =>
    network.places
      .filter(({ kind }) => kind === 'netns')
      .map(({ name, devices }) => ({
        text: name,
        detail: devices.map(({ link }) => link.name).join(' '),
        kind: 'netns',
      })),
  device: devices,
  bridge: ({ place }) => ofKind(place, 'bridge'),
  vrf: ({ place }) => ofKind(place, 'vrf'),
  master: ({ place }) => ofKind(place, 'bridge', 'bond', 'vrf'),
  'new-device': vlanNames,
  vlan: ({ network }) => vlans(network),
  nexthop: nexthops,
  'nexthop-group': nexthops,
  port: ({ keyword }) => (keyword === 'dstport' ? [{ text: '4789', detail: 'the port of VXLAN (IANA)' }] : []),
  address: addresses,
  host: hosts,
  prefix: prefixes,
  'interface-address': freeAddresses,
  'route-table': ({ place }) => {
    const numbers = new Set(place.routes.map(({ table }) => table).filter((table) => table < 253));
    return [...['main', 'local', 'default'], ...[...numbers].map(String)].map((text) => ({ text }));
  },
  'sysctl-key': ({ network, place, partial }) => sysctlKeys(network.kernel, place.netns, partial),
  'sysctl-assignment': ({ network, place, partial }) => sysctlKeys(network.kernel, place.netns, partial),
  chain: ({ network, place, argv }) => chains(network, place, argv),
  target: ({ network, place, argv }) => targets(network, place, argv),
  ipset: ({ network, place }) =>
    network.kernel.netfilter.sets(place.netns).map(({ name, type, size }) => ({
      text: name,
      detail: `${type}, ${size} ${size === 1 ? 'entry' : 'entries'}`,
    })),
  container: ({ network }) =>
    (dockerIn(network.kernel)?.containers ?? []).map(({ name, imageName, state }) => ({
      text: name,
      detail: `${imageName}, ${state}`,
      kind: 'netns',
    })),
  'docker-network': ({ network }) =>
    (dockerIn(network.kernel)?.networks ?? []).map(({ name, driver, subnet }) => ({
      text: name,
      detail: [driver, ...(subnet === undefined ? [] : [formatSubnet(subnet)])].join(' '),
    })),
  program: () => [...PROGRAMS].map(([text, { doc }]) => ({ text, detail: doc, kind: 'program' })),
};

/** The values of a type that make sense at the cursor. */
export function candidatesFor(type: ValueType, at: Surroundings): Candidate[] {
  return [...(SOURCES[type]?.(at) ?? [])];
}

function deviceCandidate({ link, addresses }: Device): Candidate {
  const state = link.up ? 'up' : 'down';
  return {
    text: link.name,
    detail: [link.kind, state, ...ipv4Of([{ link, addresses } as Device]).map(({ local }) => formatIpv4(local))].join(
      ' ',
    ),
  };
}

/** The devices of the namespace, `lo` last: what works on it is rare. */
function devices({ place }: Surroundings): Candidate[] {
  const isLoopback = ({ link }: Device) => Number(link.kind === 'loopback');
  return [...place.devices].sort((a, b) => isLoopback(a) - isLoopback(b)).map(deviceCandidate);
}

/** A VXLAN's own address and that of its other end, else a next hop. */
function addresses(at: Surroundings): Candidate[] {
  const { keyword, place } = at;
  if (keyword === 'local' || keyword === 'src') return hosts(at).filter(({ place: owner }) => owner === place);
  if (keyword === 'remote' || keyword === 'dst') return hosts(at).filter(({ place: owner }) => owner !== place);
  return gateways(at);
}

function ofKind({ devices }: Place, ...kinds: readonly string[]): Candidate[] {
  return devices.filter(({ link }) => kinds.includes(link.kind)).map(deviceCandidate);
}

/** VLANs that ports are in or devices tag for, with who that is. */
function vlans(network: Network): Candidate[] {
  const users = new Map<number, string[]>();
  const note = (id: number, user: string) => users.set(id, [...(users.get(id) ?? []), user]);
  for (const { link } of network.devices) if (link.vlan !== undefined) note(link.vlan.id, link.name);
  for (const { netns } of network.places)
    for (const { dev, vlans: ids } of network.kernel.bridgeVlan.dump(netns)) for (const { id } of ids) note(id, dev);
  return [...users]
    .sort(([a], [b]) => a - b)
    .map(([id, names]) => ({ text: String(id), detail: [...new Set(names)].slice(0, 6).join(' ') }));
}

/** After `link eth0 name`: eth0.10 and the like, for VLANs that have no device there yet. */
function vlanNames({ network, place, argv }: Surroundings): Candidate[] {
  const at = argv.lastIndexOf('link');
  const lower = at > 0 ? argv[at + 1] : undefined;
  if (lower === undefined || !place.devices.some(({ link }) => link.name === lower)) return [];
  const taken = new Set(place.devices.map(({ link }) => link.name));
  return vlans(network)
    .map(({ text, detail }) => ({ text: `${lower}.${text}`, detail: `VLAN ${text}: ${detail}` }))
    .filter(({ text }) => text !== `${lower}.1` && !taken.has(text));
}

/** Next hop objects of the namespace. */
function nexthops({ network, place }: Surroundings): Candidate[] {
  return network.kernel.nexthop.dump(place.netns).map(({ id, group, gateway, dev, blackhole }) => {
    const via = gateway === undefined ? '' : `via ${formatIp(gateway)} `;
    const members = group?.map((each) => each.id).join(', ');
    return {
      text: String(id),
      detail: members !== undefined ? `group of ${members}` : blackhole ? 'blackhole' : `${via}dev ${dev}`,
    };
  });
}

/** Addresses of others on the wires of the namespace; those who forward first. */
function gateways({ network, place }: Surroundings): Candidate[] {
  const found = new Map<string, { forwards: boolean; detail: string }>();
  for (const device of place.devices) {
    const own = ipv4Of([device]);
    for (const { device: other, local } of ipv4Of(network.domainOf(device))) {
      if (other.place === place) continue;
      if (!own.some(({ local: mine, length }) => networkOf(mine, length) === networkOf(local, length))) continue;
      const detail = `${other.link.name} in ${other.place.name}${other.place.forwards ? ', forwards' : ''}`;
      found.set(formatIpv4(local), { forwards: other.place.forwards, detail });
    }
  }
  return [...found]
    .sort(([, a], [, b]) => Number(b.forwards) - Number(a.forwards))
    .map(([text, { detail }]) => ({ text, detail }));
}

/** Addresses of every namespace, others' first. */
function hosts({ network, place }: Surroundings): (Candidate & { readonly place: Place })[] {
  return ipv4Of(network.devices)
    .filter(({ device }) => device.link.kind !== 'loopback' && device.place.kind !== 'internet')
    .sort((a, b) => Number(a.device.place === place) - Number(b.device.place === place))
    .map(({ device, local }) => ({
      text: formatIpv4(local),
      detail: `${device.link.name} in ${device.place.name}`,
      place: device.place,
    }));
}

/** Networks that exist somewhere and that the namespace is not connected to, then `default`. */
function prefixes({ network, place }: Surroundings): Candidate[] {
  const texts = new Set<string>();
  for (const { device, local, length } of ipv4Of(network.devices)) {
    const { kind } = device.place;
    if (device.place === place || kind === 'internet' || device.link.kind === 'loopback') continue;
    texts.add(`${formatIpv4(networkOf(local, length))}/${length}`);
  }
  const own = new Set(
    ipv4Of(place.devices).map(({ local, length }) => `${formatIpv4(networkOf(local, length))}/${length}`),
  );
  return ['default', ...[...texts].filter((text) => !own.has(text))].map((text) => ({ text }));
}

/** The next free address of each network on the wires of the namespace, that of a device without one first; a new network. */
function freeAddresses({ network, place }: Surroundings): Candidate[] {
  const found = new Map<string, string>();
  const hasAddress = (device: Device) => Number(ipv4Of([device]).length > 0);
  const wired = place.devices.filter(({ link }) => link.kind !== 'loopback');
  for (const device of wired.sort((a, b) => hasAddress(a) - hasAddress(b))) {
    const taken = ipv4Of(network.domainOf(device));
    const used = new Set(taken.map(({ local }) => local));
    for (const { local, length } of taken) {
      if (length > 30) continue;
      const start = networkOf(local, length);
      let free = start + 1;
      while (used.has(free) && free < broadcastOf(start, length)) free++;
      if (free === broadcastOf(start, length)) continue;
      const text = `${formatIpv4(free)}/${length}`;
      if (!found.has(text)) found.set(text, `free on the wire of ${device.link.name}`);
    }
  }
  const fresh = freshNetwork(network);
  if (fresh !== undefined) found.set(fresh, 'of a network that nobody has');
  return [...found].map(([text, detail]) => ({ text, detail }));
}

/** The first address of the first 10.0.N.0/24 that no address lies in; undefined where there is none left. */
function freshNetwork(network: Network): string | undefined {
  const used = ipv4Of(network.devices).filter(({ device }) => device.link.kind !== 'loopback');
  for (let n = 0; n < 256; n++) {
    const start = TEN + n * 256;
    const isTaken = used.some(
      ({ local, length }) => networkOf(local, Math.min(length, 24)) === networkOf(start, Math.min(length, 24)),
    );
    if (!isTaken) return `${formatIpv4(start + 1)}/24`;
  }
  return undefined;
}

/** 10.0.0.0 */
const TEN = 0x0a000000;
