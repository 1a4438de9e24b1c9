/**
 * # network-unreachable
 *
 * The namespace that sends has no route to the destination.
 *
 * Routes come from addresses (their network, while the device is up) and from `ip route add`. What matches none of them
 * takes the default route; without one Linux refuses to send at once: `Network is unreachable`.
 *
 * ```netlab wrong
 * ip netns add red
 * ip netns exec red ping -c 1 10.0.0.1
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip netns exec red ip link set lo up
 * ip netns exec red ping -c 1 127.0.0.1
 * ```
 */
import { formatIpv4, type Ipv4, isInNetwork, parseIpv4 } from '../../net/ipv4.ts';
import type { Fix } from '../finding.ts';
import { bringUp } from '../fixes/bring-up.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { commandIn } from '../fixes/netns.ts';
import { type Device, Network, type Place } from '../network/network.ts';
import type { CommandLine } from '../text/command-line.ts';
import type { Failure, FailureLint } from './lint.ts';

const UNREACHABLE = /Network is unreachable|No route to host/;

export const networkUnreachable: FailureLint = {
  rule: 'network-unreachable',
  *check(failure) {
    const { lab, line, message } = failure;
    if (!UNREACHABLE.test(message)) return;
    const index = line.argv.findLastIndex((word) => parseIpv4(word) !== null);
    // The namespace's own line tells where a route is missing.
    const made = lab.recordOf(lab.history.madeNamespace(lab.netnsOf(failure.record)));
    yield {
      ...(index > 0 ? { range: line.originOf(index) } : {}),
      related:
        made === undefined
          ? []
          : [
              {
                range: lab.wordIn(made, lab.netnsOf(failure.record)),
                message: `${lab.netnsOf(failure.record)} was made here.`,
              },
            ],
      fixes: () => fixesFor(failure, parseIpv4(line.argv[index] ?? '')),
    };
  },
};

function fixesFor({ lab, record, line }: Failure, target: Ipv4 | null): Fix[] {
  const network = Network.of(lab.kernelAfter(record.index - 1));
  const place = network.named(lab.netnsOf(record));
  if (target === null || place === undefined) return [];
  const inVrf = throughVrf(line, place, target);
  if (inVrf !== undefined) return [inVrf];
  const down = place.devices.find((device) => !device.link.up && reaches(device, target));
  if (down !== undefined) {
    const edit = insertLineBefore(lab, record.range, bringUp(down.link.name, lab.netnsOf(record), line));
    return [{ title: `Bring ${down.link.name} up first`, edits: [edit], preferred: true }];
  }
  const routers = routersFor(network, place);
  return routers.map((router) => {
    const command = `ip route add default via ${formatIpv4(router)}`;
    const edit = insertLineBefore(lab, record.range, commandIn(lab.netnsOf(record), command, line));
    return { title: `Add a default route via ${formatIpv4(router)}`, edits: [edit], preferred: routers.length === 1 };
  });
}

/** A VRF has a route: ping has to say that it means this one. */
function throughVrf(line: CommandLine, { devices, routes }: Place, target: Ipv4): Fix | undefined {
  const vrf = devices.find(
    ({ link }) =>
      link.vrfTable !== undefined &&
      routes.some(
        ({ table, type, destination: { address, length } }) =>
          table === link.vrfTable && type === 'unicast' && isInNetwork(target, address as Ipv4, length),
      ),
  );
  const origin = line.origins[line.program];
  if (vrf === undefined || origin === undefined || line.programName !== 'ping') return undefined;
  const { name } = vrf.link;
  const edit = { range: { start: origin.end, end: origin.end }, newText: ` -I ${name}` };
  return { title: `Send it in the VRF ${name}`, edits: [edit], preferred: false };
}

function reaches({ link, addresses }: Device, target: Ipv4): boolean {
  if (link.kind === 'loopback' && isInNetwork(target, 0x7f000000, 8)) return true;
  return addresses.some((each) => typeof each.local === 'number' && isInNetwork(target, each.local, each.prefixLength));
}

/** Addresses on the wires of a namespace that a router there could be reached by: their owner forwards. */
function routersFor(network: Network, place: Place): Ipv4[] {
  const found: Ipv4[] = [];
  for (const device of place.devices) {
    if (!device.link.up) continue;
    for (const other of network.domainOf(device)) {
      if (other.place === place || !other.place.forwards || !other.link.up) continue;
      for (const { local } of other.addresses)
        if (typeof local === 'number' && reaches(device, local)) found.push(local);
    }
  }
  return [...new Set(found)];
}
