import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { Scene } from '../../../src/protocol/scene.ts';
import { storyOf, waitingAt } from '../../../webview/view/frames.ts';
import { silentHooks } from '../../../webview/view/hooks.ts';
import { lanesOf } from '../../../webview/view/lanes.ts';
import { nameOf } from '../../../webview/view/view.ts';

const SWITCH = `# netlab: machine bare
ip link add sw type bridge
ip link set sw up
for n in 1 2 3; do
  ip netns add h$n
  ip link add port$n type veth peer name eth0 netns h$n
  ip link set port$n master sw
  ip link set port$n up
  ip -n h$n addr add 10.0.0.$n/24 dev eth0
  ip -n h$n link set eth0 up
done
ip netns exec h1 ping -c 1 10.0.0.2
`;

function sceneOf(text: string): Scene {
  const document = labDocument(text);
  return createLanguageService().scene(document, text.trimEnd().split('\n').length - 1);
}

/** The moments of a journey, one a line: what its hops are, and who waits. */
function told(scene: Scene): string[] {
  const journey = scene.journey!;
  const { frames } = storyOf(journey);
  return frames.map(({ hops }, index) => {
    const [first] = hops;
    const what = hops.map(({ packet, hop }) => {
      const { namespace, title } = journey.packets[packet]!.hops[hop]!;
      return `${nameOf(scene, namespace)} ${title}`;
    });
    const waits = waitingAt(journey, index).map(({ packet }) => ` (${journey.packets[packet]!.protocol} waits)`);
    return `${journey.packets[first!.packet]!.protocol}: ${what.sort().join(' + ')}${waits.join('')}`;
  });
}

describe('the story of a journey', () => {
  test('tells ARP, flooded and answered, between the packet that waits for it and its going on', () => {
    expect(told(sceneOf(SWITCH))).toMatchInlineSnapshot(`
      [
        "ICMP: h1 send",
        "ICMP: h1 routing",
        "ARP: h1 send",
        "ARP: h1 eth0 out",
        "ICMP: h1 neighbour",
        "ARP: host port1 in (ICMP waits)",
        "ARP: host sw (ICMP waits)",
        "ARP: host port2 out + host port3 out (ICMP waits)",
        "ARP: host ARP (ICMP waits)",
        "ARP: h2 eth0 in + h3 eth0 in (ICMP waits)",
        "ARP: h2 ARP + h3 ARP (ICMP waits)",
        "ARP: h2 send (ICMP waits)",
        "ARP: h2 eth0 out (ICMP waits)",
        "ARP: host port2 in (ICMP waits)",
        "ARP: host sw (ICMP waits)",
        "ARP: host port1 out (ICMP waits)",
        "ARP: h1 eth0 in (ICMP waits)",
        "ARP: h1 ARP (ICMP waits)",
        "ICMP: h1 eth0 out",
        "ICMP: host port1 in",
        "ICMP: host sw",
        "ICMP: host port2 out",
        "ICMP: h2 eth0 in",
        "ICMP: h2 routing",
        "ICMP: h2 deliver",
        "ICMP: h2 send",
        "ICMP: h2 routing",
        "ICMP: h2 neighbour",
        "ICMP: h2 eth0 out",
        "ICMP: host port2 in",
        "ICMP: host sw",
        "ICMP: host port1 out",
        "ICMP: h1 eth0 in",
        "ICMP: h1 routing",
        "ICMP: h1 deliver",
      ]
    `);
  });

  test('finds the moment of each hop', () => {
    const { frames, frameOf } = storyOf(sceneOf(SWITCH).journey!);
    for (const [index, { hops, main }] of frames.entries()) {
      for (const at of hops) expect(frameOf(at)).toBe(index);
      expect(hops).toContain(main);
    }
  });
});

test('the hooks that no rule was asked at stand where Linux has them', () => {
  const scene = sceneOf(`# netlab: machine bare
ip netns add r
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
for n in 1 2; do
  ip netns add h$n
  ip link add eth0 netns h$n type veth peer name eth$n netns r
  ip -n r addr add 10.0.$n.1/24 dev eth$n
  ip -n r link set eth$n up
  ip -n h$n addr add 10.0.$n.2/24 dev eth0
  ip -n h$n link set eth0 up
  ip -n h$n route add default via 10.0.$n.1
done
ip netns exec r iptables -A FORWARD -j ACCEPT
ip netns exec h1 ping -c 1 10.0.2.2
`);
  const journey = scene.journey!;
  const lanes = lanesOf(journey.packets.find(({ id }) => id === journey.selected)!);
  const line = lanes.map((lane) => {
    const names = lane.hops.map(({ hop }) => hop.title);
    for (const { name, before } of silentHooks(lane).reverse()) names.splice(before, 0, `(${name})`);
    return `${nameOf(scene, lane.namespace)}: ${names.join(', ')}`;
  });
  expect(line).toMatchInlineSnapshot(`
    [
      "h1: send, routing, (OUTPUT), (POSTROUTING), neighbour, eth0 out",
      "r: eth1 in, (PREROUTING), routing, forward, FORWARD filter, (POSTROUTING), neighbour, eth2 out",
      "h2: eth0 in, (PREROUTING), routing, (INPUT), deliver",
    ]
  `);
});
