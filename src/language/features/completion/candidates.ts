import type { ValueType } from '../../../grammar/command.ts';
import { PROGRAMS } from '../../../grammar/index.ts';
import { broadcastOf, formatIpv4, networkOf } from '../../../net/ipv4.ts';
import { ipv4Of } from '../../network/ipv4-addresses.ts';
import type { Device, Network, Place } from '../../network/network.ts';
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
  readonly partial: string;
}

type Source = (at: Surroundings) => Iterable<Candidate>;

const TARGETS = ['ACCEPT', 'DROP', 'REJECT', 'RETURN', 'MASQUERADE', 'SNAT', 'DNAT'];

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
  device: ({ place }) => place.devices.map(deviceCandidate),
  bridge: ({ place }) => place.devices.filter(({ link }) => link.kind === 'bridge').map(deviceCandidate),
  address: gateways,
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
  target: ({ network, place, argv }) => [...TARGETS.map((text) => ({ text })), ...chains(network, place, argv)],
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
function hosts({ network, place }: Surroundings): Candidate[] {
  return ipv4Of(network.devices)
    .filter(({ device }) => device.link.kind !== 'loopback' && device.place.kind !== 'internet')
    .sort((a, b) => Number(a.device.place === place) - Number(b.device.place === place))
    .map(({ device, local }) => ({ text: formatIpv4(local), detail: `${device.link.name} in ${device.place.name}` }));
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

/** The next free address of each network on the wires of the namespace. */
function freeAddresses({ network, place }: Surroundings): Candidate[] {
  const found = new Map<string, string>();
  for (const device of place.devices) {
    if (device.link.kind === 'loopback') continue;
    const taken = ipv4Of(network.domainOf(device));
    const used = new Set(taken.map(({ local }) => local));
    for (const { local, length } of taken) {
      if (length > 30) continue;
      const start = networkOf(local, length);
      let free = start + 1;
      while (used.has(free) && free < broadcastOf(start, length)) free++;
      found.set(`${formatIpv4(free)}/${length}`, `free on the wire of ${device.link.name}`);
    }
  }
  return [...found].map(([text, detail]) => ({ text, detail }));
}

function chains(network: Network, place: Place, argv: readonly string[]): Candidate[] {
  const table = argv[argv.indexOf('-t') + 1];
  const wanted = argv.includes('-t') ? table : 'filter';
  const known = network.kernel.netfilter.chains(place.netns).filter((each) => each.table === wanted);
  const builtin = wanted === 'nat' ? ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'] : ['INPUT', 'FORWARD', 'OUTPUT'];
  return [...new Set([...builtin, ...known.map(({ chain }) => chain)])].map((text) => ({
    text,
    detail: `chain of ${wanted}`,
  }));
}
