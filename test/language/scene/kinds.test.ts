import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { HopScene, Scene } from '../../../src/protocol/scene.ts';
import { lab } from '../check.ts';
import { BOND, MACVLAN, TRIANGLE, VLAN, VRF, VXLAN } from '../kinds.ts';

/** The scene of the last line of a lab. */
function sceneOf(text: string): Scene {
  const document = labDocument(lab(text));
  return createLanguageService().scene(document, document.text.trimEnd().split('\n').length - 1);
}

const deviceIn = ({ topology }: Scene, room: string, name: string) => {
  const id = topology.namespaces.find((each) => each.name === room)?.id;
  return topology.devices.find((each) => each.namespace === id && each.name === name)!;
};

/** The hops of the packet shown first, as `room stage: sentence`. */
function hopsOf(scene: Scene): (HopScene & { readonly room: string })[] {
  const rooms = new Map(scene.topology.namespaces.map(({ id, name }) => [id, name]));
  const { packets, selected } = scene.journey!;
  return packets.find(({ id }) => id === selected)!.hops.map((hop) => ({ ...hop, room: rooms.get(hop.namespace)! }));
}

const tableOf = ({ namespaces }: Scene, room: string, title: string) =>
  namespaces
    .find(({ name }) => name === room)
    ?.tables.find((table) => table.title === title)
    ?.rows.map(({ cells }) => cells.join(' ').trim());

describe('VLANs', () => {
  const between = () => sceneOf(`${VLAN}\n  ip netns exec a ping -c 1 10.0.20.1\n`);

  test('tags come off and go on at the router, and the headers show it', () => {
    const hops = hopsOf(between()).filter(({ stage }) => stage === 'vlan');
    expect(hops.map(({ title, line }) => [title, line])).toEqual([
      ['VLAN 10 untag', 21],
      ['VLAN 20 tag', 22],
    ]);
    const tag = hops.map(({ layers }) => layers.find(({ name }) => name === '802.1Q')?.fields[0]);
    expect(tag).toEqual([
      { name: 'VLAN', value: '10', after: 'no tag' },
      { name: 'VLAN', value: 'no tag', after: '20' },
    ]);
  });

  test('a frame on the trunk has its tag, one at an access port has none', () => {
    const onWire = hopsOf(between()).filter(({ stage, room }) => stage === 'receive' && room === 'host');
    expect(onWire.map(({ title, layers }) => [title, layers.some(({ name }) => name === '802.1Q')])).toEqual([
      ['port-a in', false],
      ['trunk in', true],
    ]);
  });

  test('the drawing: VLANs stand on their parent, ports say their VLANs', () => {
    const scene = between();
    expect(deviceIn(scene, 'r', 'eth0.10')).toMatchObject({
      lower: deviceIn(scene, 'r', 'eth0').id,
      notes: ['VLAN 10'],
    });
    expect(deviceIn(scene, 'host', 'trunk').notes).toEqual(['VLAN 1', 'tagged 10 20']);
    expect(deviceIn(scene, 'host', 'port-c').notes).toEqual(['VLAN 20']);
  });

  test('the tables: VLANs of ports, and stations by VLAN; the entry that decided is marked', () => {
    const scene = between();
    expect(tableOf(scene, 'host', 'VLANs of ports')).toContain('trunk 20 tagged');
    const forward = hopsOf(scene).find(({ stage }) => stage === 'bridge')!;
    const rows = scene.namespaces.flatMap(({ tables }) => tables.flatMap((table) => table.rows));
    expect(forward.rows.map((id) => rows.find((row) => row.id === id)?.cells.slice(1, 3))).toEqual([['10', 'trunk']]);
  });

  test('a frame of a VLAN that a port is not in: the port, the reason and the line', () => {
    const scene = sceneOf(`${VLAN}
      bridge vlan del dev port-a vid 10
      ip netns exec a ping -c 1 -W 1 10.0.10.2
    `);
    expect(scene.journey!.summary).toContain('port-a takes no frames without a tag');
    const arp = scene.journey!.packets.find(({ protocol }) => protocol === 'ARP')!;
    expect(arp.hops.at(-1)).toMatchObject({ stage: 'bridge', verdict: 'drop', reason: 'VLAN_FILTER', line: 30 });
  });

  test('ports that a flood is kept from, and why', () => {
    const scene = sceneOf(`${VLAN}\n  ip netns exec a ping -c 1 -W 1 10.0.10.9 || echo lost\n`);
    expect(scene.journey!.summary).toContain('The request stayed in VLAN 10: sw kept it from port-c.');
    const flood = scene
      .journey!.packets.find(({ protocol }) => protocol === 'ARP')!
      .hops.find((hop) => hop.title === 'sw');
    expect(flood?.considered).toEqual([{ text: 'port-c', why: 'is not in VLAN 10', line: 9 }]);
  });
});

test('a bond: which slave a frame leaves by, and who took the link of the other', () => {
  const scene = sceneOf(`${BOND}\n  ip link set p1 down\n  sleep 1\n  ip netns exec a ping -c 1 10.0.0.2\n`);
  const choice = hopsOf(scene).find(({ stage }) => stage === 'bond')!;
  expect(choice).toMatchObject({
    title: 'slave eth1',
    sentence: 'bond0 in a sends it by its slave eth1 (bond, mode active-backup).',
    considered: [{ text: 'eth0', why: 'has no link', line: 17 }],
  });
  expect(deviceIn(scene, 'a', 'eth0')).toMatchObject({ notes: ['no link'], idle: true });
  expect(tableOf(scene, 'a', 'Ports')).toEqual(['eth0 bond0 no link 1 failures', 'eth1 bond0 active 0 failures']);
});

test('a VRF: the lookup names its table, and the next hop is asked for', () => {
  const scene = sceneOf(`${VRF}\n  ip netns exec blue1 ping -c 1 10.0.2.1\n`);
  const inRouter = hopsOf(scene).filter(({ room }) => room === 'pe');
  expect(inRouter.find(({ stage }) => stage === 'route')?.sentence).toBe(
    'pe takes the route 10.0.2.0/24 dev blue-2 (table 20 of VRF blue, rule 1000): 10.0.2.1 is on-link on blue-2.',
  );
  expect(inRouter.map(({ stage }) => stage)).toContain('neighbour');
  expect(tableOf(scene, 'pe', 'Routes, table 20, VRF blue')).toContain('10.0.2.0/24  blue-2 10.0.2.254');
  expect(deviceIn(scene, 'pe', 'blue-2').master).toBe(deviceIn(scene, 'pe', 'blue').id);
});

test('a VXLAN: the headers outside and inside, and one hop in all', () => {
  const scene = sceneOf(`${VXLAN}\n  ip netns exec west ping -c 1 10.0.0.2\n`);
  expect(scene.journey!.summary).toBe('Delivered in 1 hop.');
  const hops = hopsOf(scene);
  const sent = hops.find(({ title, room }) => title === 'eth0 in' && room === 'east')!;
  expect(sent.layers.map(({ name }) => name)).toEqual([
    'Ethernet',
    'IPv4',
    'UDP',
    'VXLAN',
    'Ethernet inside',
    'IPv4 inside',
    'ICMP inside',
  ]);
  expect(hops.filter(({ stage }) => stage === 'vxlan').map(({ title, line }) => [title, line])).toEqual([
    ['VXLAN 42 in', 7],
    ['VXLAN 42 out', 8],
  ]);
  expect(scene.topology.tunnels).toEqual([
    { from: deviceIn(scene, 'west', 'vx0').id, to: deviceIn(scene, 'east', 'vx0').id, up: true, kind: 'tunnel' },
  ]);
  expect(tableOf(scene, 'west', 'VXLAN FDB')).toContain('all others 192.0.2.2 vx0 permanent');
});

test('a macvlan is joined to its parent in another namespace, and frames go by it', () => {
  const scene = sceneOf(`${MACVLAN}\n  ip netns exec c1 ping -c 1 10.0.0.2\n`);
  const [mv1, mv2, up0] = [deviceIn(scene, 'c1', 'mv1'), deviceIn(scene, 'c2', 'mv2'), deviceIn(scene, 'host', 'up0')];
  expect(scene.topology.links).toContainEqual({ from: mv1.id, to: up0.id, up: true, kind: 'stacked' });
  const ways = hopsOf(scene).filter(({ stage }) => stage === 'macvlan');
  expect(ways.map(({ device, to }) => [device, ...to])).toEqual(expect.arrayContaining([[mv1.id, up0.id]]));
  expect(mv2.notes).toEqual(['macvlan bridge']);
});

describe('a spanning tree', () => {
  test('while it is being built, the port that listens is to blame', () => {
    const scene = sceneOf(`${TRIANGLE}\n  ip netns exec h2 ping -c 1 -W 1 10.0.0.3\n`);
    expect(scene.journey!.summary).toContain('port2 in host is a bridge port in state listening');
    const arp = scene.journey!.packets.find(({ protocol }) => protocol === 'ARP')!;
    expect(arp.hops.at(-1)).toMatchObject({ reason: 'BRIDGE_INGRESS_STP_STATE', line: 2 });
  });

  test('once it stands: the blocked port, the root, and a broadcast that is only thrown away where the loop was cut', () => {
    const scene = sceneOf(`${TRIANGLE}\n  sleep 8\n  ip netns exec h2 ping -c 1 -W 1 10.0.0.3\n`);
    expect(deviceIn(scene, 'host', 'to32')).toMatchObject({ notes: ['blocking'], idle: true });
    expect(deviceIn(scene, 'host', 'sw1').notes).toEqual(['STP root']);
    expect(deviceIn(scene, 'host', 'to21').notes).toEqual(['root port']);
    expect(scene.journey!.summary).toBe('Delivered in 1 hop.');
  });
});

test('a packet that gets on to a namespace which is made later has its place there', () => {
  const document = labDocument(
    lab(`
      ip link add sw up type bridge
      ip link add p1 up type veth peer name e1
      ip link set p1 master sw
      ip link set e1 up
      ip netns add red
      ip link add p2 up type veth peer name e2 netns red
      ip link set p2 master sw
      ip -n red link set e2 up
      sleep 9
    `),
  );
  const { journey, topology } = createLanguageService().scene(document, 0);
  const rooms = new Set(topology.namespaces.map(({ id }) => id));
  const outside = journey?.packets.flatMap(({ hops }) => hops).filter(({ namespace }) => !rooms.has(namespace));
  expect(outside?.map(({ device, to }) => [device, to])).toContainEqual([undefined, []]);
});
