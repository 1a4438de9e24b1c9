/**
 * # no-return-route
 *
 * A packet gets there, but whoever is to answer has no route back.
 *
 * Routing is decided anew in each direction. What arrives is delivered whether its sender can be reached or not; the answer
 * then has nowhere to go and is lost without a word on either side. The far host needs a default route or a route to the
 * sender's network, unless the router hides the sender behind its own address (MASQUERADE).
 *
 * ```netlab wrong
 * ip netns add r
 * ip netns add b
 * ip link add v0 type veth peer name v1 netns r
 * ip link add w0 netns b type veth peer name w1 netns r
 * ip addr add 10.0.1.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.1.2/24 dev v1
 * ip -n r addr add 10.0.2.2/24 dev w1
 * ip -n r link set v1 up
 * ip -n r link set w1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip -n b addr add 10.0.2.1/24 dev w0
 * ip -n b link set w0 up
 * ip route add 10.0.2.0/24 via 10.0.1.2
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip netns add b
 * ip link add v0 type veth peer name v1 netns r
 * ip link add w0 netns b type veth peer name w1 netns r
 * ip addr add 10.0.1.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.1.2/24 dev v1
 * ip -n r addr add 10.0.2.2/24 dev w1
 * ip -n r link set v1 up
 * ip -n r link set w1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip -n b addr add 10.0.2.1/24 dev w0
 * ip -n b link set w0 up
 * ip -n b route add default via 10.0.2.2
 * ip route add 10.0.2.0/24 via 10.0.1.2
 * ```
 */
import { formatIpv4, type Ipv4, isInNetwork, networkOf } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Finding, Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { lastMention } from '../fixes/last-mention.ts';
import { capital, commandIn, spokenNetns } from '../fixes/netns.ts';
import { firewallOf } from '../network/firewall.ts';
import { type GatewayUse, gatewaysOf } from '../network/gateways.ts';
import { type Ipv4Address, ipv4Of } from '../network/ipv4-addresses.ts';
import type { Device, Network, Place } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import { covers, hasRouteTo } from '../network/routes.ts';
import { routersOf } from '../network/stations.ts';
import type { Lint } from './lint.ts';
import { lossesOf } from './losses.ts';
import { relatedTo } from './related.ts';

export const noReturnRoute: Lint = {
  rule: 'no-return-route',
  *check(lab) {
    const told = new Set<Place>();
    for (const { use, source, station } of oneWayRoutes(lab)) {
      if (told.has(station.device.place)) continue;
      told.add(station.device.place);
      yield findingFor(lab, use, source, station);
    }
    for (const { record, due } of lossesOf(lab)) {
      if (due?.to !== 'no-way-back') continue;
      const place = lab.network.places.find(({ netns }) => netns.id === due.event.netns);
      if (place === undefined) continue;
      const made = lab.history.madeNamespace(place.name);
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: `The packet arrives, but ${spokenNetns(place.name)} has no route back to ${formatIpv4(due.source)}.`,
        related: relatedTo(lab, made, `${place.name} is made here.`, place.name),
        fixes: () => place.devices.flatMap((device) => returnRouteFixes(lab, device, due.source)),
      };
    }
  },
};

/** A route through a router to somebody who cannot answer by any. */
interface OneWay {
  readonly use: GatewayUse;
  readonly source: Ipv4Address;
  readonly station: Ipv4Address;
}

/**
 * The routes that lead one way only, as far as the network alone tells: nobody of the network there has a route back. Where
 * some have one, the others may be meant to have none.
 */
const oneWayRoutesIn = remembered(function* (network): Generator<OneWay> {
  const behind = new Map<Device, readonly Station[]>();
  for (const use of gatewaysOf(network)) {
    const { owner, place, route } = use;
    const source = ipv4Of([use.device]).find(({ info }) => !info.secondary);
    if (owner === undefined || source === undefined || owner.place === place || !owner.place.forwards) continue;
    // What routers have on the cables between them need not be reached from afar.
    if (place.forwards) continue;
    if (!behind.has(owner)) behind.set(owner, stationsBehind(network, owner));
    const others = behind.get(owner)!.filter(({ station }) => station.device.place !== place);
    const answering = new Set(
      others.filter(({ station }) => hasRouteTo(station.device.place, source.local)).map(({ by }) => by),
    );
    for (const { station, by } of others) {
      if (answering.has(by) || !covers(route, station.local)) continue;
      if (!translates(network, by)) yield { use, source, station };
    }
  }
});

/** Those of them that nobody knows of already. */
function oneWayRoutes(lab: Analysis): readonly OneWay[] {
  const routes = oneWayRoutesIn(lab.network);
  if (routes.length === 0) return routes;
  const excused = excusedPlaces(lab);
  return routes.filter(({ station }) => !excused.has(station.device.place.name));
}

/** The namespaces where a route was refused, which is an error already, or taken away, which is meant. */
function excusedPlaces(lab: Analysis): Set<string> {
  const refused = lab.run.commands.filter(
    (record) => record.exitCode !== 0 && !record.tested && lab.lineOf(record).subcommands[0] === 'route',
  );
  const removed = lab.run.changes.filter(
    ({ object, change, cause }) =>
      object === 'route' && change === 'delete' && lab.lineOf(lab.run.commands[cause]!).subcommands[0] === 'route',
  );
  return new Set([
    ...refused.map((record) => lab.netnsOf(record) || 'host'),
    ...removed.map(({ netns }) => lab.history.nameOf(netns) || 'host'),
  ]);
}

/** Somebody with the device of the router that leads there. */
interface Station {
  readonly station: Ipv4Address;
  readonly by: Device;
}

/** True where a router changes the addresses of what leaves by a device, or may do so. */
function translates(network: Network, { place, link }: Device): boolean {
  return firewallOf(network).some(
    (chain) =>
      chain.place === place &&
      chain.info.table === 'nat' &&
      chain.rules.some(
        ({ outDevice }) => outDevice === undefined || outDevice === link.name || outDevice.endsWith('+'),
      ),
  );
}

/** Who is on the other wires of a router than the one a device of it is on, in the networks that it is connected to. */
function stationsBehind(network: Network, owner: Device): Station[] {
  const near = network.domainOf(owner);
  return owner.place.devices.flatMap((by) => {
    const own = ipv4Of([by]);
    const domain = network.domainOf(by);
    if (domain === near || by.link.kind === 'loopback' || own.length === 0) return [];
    const others = domain.filter(({ place, link }) => place.kind === 'netns' && place !== owner.place && link.up);
    return ipv4Of(others)
      .filter(({ local, info }) => info.cause >= 0 && own.some((each) => isInNetwork(local, each.local, each.length)))
      .map((station) => ({ station, by }));
  });
}

function findingFor(
  lab: Analysis,
  { place, gateway, cause }: GatewayUse,
  source: Ipv4Address,
  { device, info, local, length }: Ipv4Address,
): Omit<Finding, 'rule'> {
  const text = formatIpv4(local);
  const net = `${formatIpv4(networkOf(source.local, source.length))}/${source.length}`;
  const maker = lab.recordOf(info.cause)!;
  const far = spokenNetns(device.place.name);
  return {
    range: lab.wordIn(maker, `${text}/${length}`, text),
    message: `${capital(far)} has no route back to ${net}: what ${spokenNetns(place.name)} sends to ${text} arrives, the answer does not.`,
    related: relatedTo(
      lab,
      cause,
      `${capital(spokenNetns(place.name))} sends there by this route.`,
      formatIpv4(gateway),
    ),
    fixes: () => returnRouteFixes(lab, device, source.local),
  };
}

/** A default route in the namespace of a device, by a router that is on one of its wires. */
function returnRouteFixes(lab: Analysis, { place, link }: Device, back: Ipv4): Fix[] {
  const last = lastMention(lab, link.name, place.name);
  if (last === undefined || hasRouteTo(place, back)) return [];
  const routers = routersOf(lab.network, place);
  return routers.map((router) => {
    const command = commandIn(place.name, `ip route add default via ${formatIpv4(router)}`, lab.lineOf(last));
    return {
      title: `Add a default route via ${formatIpv4(router)} in ${spokenNetns(place.name)}`,
      edits: [insertLineAfter(lab, last.range, command)],
      preferred: routers.length === 1,
    };
  });
}
