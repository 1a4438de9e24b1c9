import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { HopScene, NamespaceScene } from '../../../src/protocol/scene.ts';

const LAB = `# netlab: machine bare
ip netns add a
ip netns add b
ip link add eth0 netns a address 02:00:00:00:00:0a type veth peer name eth0 netns b address 02:00:00:00:00:0b
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip netns exec b iptables -A INPUT -p icmp -j ACCEPT
ip netns exec a ping -c 1 10.0.0.2
`;

const document = labDocument(LAB);
const service = createLanguageService();
const PING = LAB.trimEnd().split('\n').length - 1;
const scene = service.scene(document, PING);
const journey = scene.journey!;
const COMMAND = scene.at!.index;
const hops = journey.packets.flatMap((packet) => packet.hops);

const tableIn = (namespaces: readonly NamespaceScene[], name: string, kind: string) =>
  namespaces
    .find((namespace) => namespace.name === name)!
    .tables.filter((table) => table.kind === kind)
    .flatMap(({ rows }) => rows.map(({ cells, changed }) => `${cells.join(' ')}${changed ? ' (changed)' : ''}`));

const at = (hop: HopScene) => service.tablesAt(document, COMMAND, hop.order);

describe('tables as of a hop', () => {
  test('have the neighbour that is asked for, and then its answer', () => {
    const waits = hops.find(({ verdict }) => verdict === 'queue')!;
    expect(tableIn(at(waits), 'a', 'neighbours')).toEqual(['10.0.0.2  eth0 INCOMPLETE']);
    const sent = journey.packets
      .find(({ protocol }) => protocol === 'ICMP')!
      .hops.find((hop) => hop.stage === 'transmit')!;
    expect(tableIn(at(sent), 'a', 'neighbours')).toEqual(['10.0.0.2 02:00:00:00:00:0b eth0 REACHABLE (changed)']);
  });

  test('mark what the hop changed', () => {
    const filters = hops.find(({ title }) => title === 'INPUT filter')!;
    expect(tableIn(at(filters), 'b', 'firewall')).toEqual(['1 -p icmp -j ACCEPT 1 84 (changed)', 'policy ACCEPT 0 0']);
    expect(tableIn(at(hops[0]!), 'b', 'firewall')).toEqual(['1 -p icmp -j ACCEPT 0 0', 'policy ACCEPT 0 0']);
  });
});

describe('the text of a table', () => {
  const textOf = (name: string, title: string, order?: number) => {
    const tables = scene.namespaces.find((each) => each.name === name)!.tables;
    return service.tableText(document, COMMAND, tables.find((table) => table.title === title)!.id, order);
  };

  test('is what the tool prints', () => {
    expect(textOf('a', 'Routes, table main')).toBe('10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1 \n');
    expect(textOf('a', 'ARP cache')).toBe('10.0.0.2 dev eth0 lladdr 02:00:00:00:00:0b REACHABLE \n');
    expect(textOf('b', 'filter INPUT')).toBe(
      'Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n' +
        'num   pkts bytes target     prot opt in     out     source               destination         \n' +
        '1        1    84 ACCEPT     1    --  *      *       0.0.0.0/0            0.0.0.0/0           \n',
    );
  });

  test('as of a hop is what it would have printed then', () => {
    expect(textOf('b', 'filter INPUT', 0)).toContain('1        0     0 ACCEPT');
  });

  test('of a table that is not there is none', () => {
    expect(service.tableText(document, COMMAND, 'ns9/routes/x')).toBeUndefined();
  });
});

test('sockets are listed with their programs', () => {
  const lab = labDocument(`# netlab: machine bare
ip link set lo up
nc -l 80 &
sleep 0.1
ss -tln
`);
  const [host] = createLanguageService().scene(lab, 4).namespaces;
  expect(tableIn([host!], host!.name, 'sockets')).toEqual([
    expect.stringMatching(/^tcp LISTEN (\*|0\.0\.0\.0):80 {2}nc \(\d+\)$/),
  ]);
});
