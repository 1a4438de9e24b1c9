/**
 * # bridge-loop
 *
 * Bridges are connected in a circle, and none of them speaks the spanning tree protocol.
 *
 * Ethernet frames have no time to live. A broadcast, such as each ARP request, is flooded around the circle in both
 * directions for ever; one is enough to fill the links. A bridge that speaks STP blocks one port of the circle.
 *
 * ```netlab wrong
 * ip link add br0 up type bridge
 * ip link add br1 up type bridge
 * ip link add x0 type veth peer name y0
 * ip link add x1 type veth peer name y1
 * ip link set x0 master br0 up
 * ip link set y0 master br1 up
 * ip link set x1 master br0 up
 * ip link set y1 master br1 up
 * ```
 *
 * ```netlab right
 * ip link add br0 up type bridge
 * ip link add br1 up type bridge
 * ip link add x0 type veth peer name y0
 * ip link set x0 master br0 up
 * ip link set y0 master br1 up
 * ```
 */
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { commandIn, runsOnce } from '../fixes/netns.ts';
import type { Device, Network } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const bridgeLoop: Lint = {
  rule: 'bridge-loop',
  *check(lab) {
    for (const { port, peer, bridge, other } of closingCables(lab.network)) {
      const [last, maker] = [port, peer]
        .map((end) => [end, enslavement(lab, end) ?? lab.recordOf(end.link.cause)] as const)
        .sort(([, a], [, b]) => (a?.index ?? -1) - (b?.index ?? -1))[1]!;
      if (maker === undefined) continue;
      yield {
        range: lab.wordIn(maker, last.link.name),
        message:
          bridge === other
            ? `${port.link.name} and ${peer.link.name} are the ends of one cable, and both are ports of ${bridge.link.name}: every broadcast circles for ever.`
            : `The cable between ${port.link.name} and ${peer.link.name} closes a circle of bridges without a spanning tree: every broadcast goes round for ever.`,
        fixes: () => fixesFor(lab, bridge),
      };
    }
  },
};

interface Cable {
  readonly port: Device;
  readonly peer: Device;
  readonly bridge: Device;
  readonly other: Device;
}

/** The cables that close a circle. */
const closingCables = remembered(function* (network): Generator<Cable> {
  const root = new Map<Device, Device>();
  const rootOf = (bridge: Device): Device => {
    const parent = root.get(bridge);
    return parent === undefined ? bridge : rootOf(parent);
  };
  for (const cable of cablesOf(network)) {
    const [a, b] = [rootOf(cable.bridge), rootOf(cable.other)];
    if (a === b) yield cable;
    else root.set(a, b);
  }
});

/** The cables between ports of bridges that flood what comes: without STP, and without VLANs that could keep it apart. */
function* cablesOf(network: Network): Generator<Cable> {
  const seen = new Set<Device>();
  for (const port of network.devices) {
    const bridge = floodingBridgeOf(network, port);
    const peer = bridge === undefined ? undefined : network.peerOf(port);
    const other = peer === undefined ? undefined : floodingBridgeOf(network, peer);
    if (bridge === undefined || peer === undefined || other === undefined || seen.has(peer)) continue;
    seen.add(port);
    yield { port, peer, bridge, other };
  }
}

function floodingBridgeOf(network: Network, port: Device): Device | undefined {
  const { link } = port;
  if (!link.up || link.port === undefined || link.port.state === 'disabled' || link.port.state === 'blocking')
    return undefined;
  const master = network.masterOf(port);
  const bridge = master?.link.bridge;
  return bridge === undefined || !master!.link.up || bridge.stp || bridge.vlanFiltering ? undefined : master;
}

/** The last command that made a device a port. */
function enslavement(lab: Analysis, { link }: Device) {
  return lab.run.commands.findLast(
    ({ argv, exitCode }) =>
      exitCode === 0 && argv.includes(link.name) && (argv.includes('master') || argv.includes('addif')),
  );
}

function fixesFor(lab: Analysis, { link, place }: Device): Fix[] {
  const maker = lab.recordOf(link.cause);
  if (maker === undefined || !runsOnce(lab, maker)) return [];
  const command = commandIn(place.name, `ip link set ${link.name} type bridge stp_state 1`, lab.lineOf(maker));
  const edit = insertLineAfter(lab, maker.range, command);
  return [{ title: `Switch the spanning tree on in ${link.name}`, edits: [edit], preferred: false }];
}
