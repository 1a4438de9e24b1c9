import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { HopScene, JourneyScene } from '../../../src/protocol/scene.ts';

const ROUTER = `# netlab: machine bare
ip netns add r
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
for n in 1 2; do
  ip netns add h$n
  ip link add eth0 netns h$n address 02:00:00:00:00:0$n type veth peer name eth$n netns r address 02:00:00:00:01:0$n
  ip -n r addr add 10.0.$n.1/24 dev eth$n
  ip -n r link set eth$n up
  ip -n h$n addr add 10.0.$n.2/24 dev eth0
  ip -n h$n link set eth0 up
  ip -n h$n route add default via 10.0.$n.1
done
`;

function journeyOf(text: string): JourneyScene {
  const document = labDocument(text);
  return createLanguageService().scene(document, text.trimEnd().split('\n').length - 1).journey!;
}

/** The fields of a hop that the stage changed, as `layer field: before → after`. */
const changesOf = ({ layers }: HopScene) =>
  layers.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      field.after === undefined ? [] : [`${name} ${field.name}: ${field.value} → ${field.after}`],
    ),
  );

/** The bytes of a field as they leave the hop. */
function bytesOf(
  { frames }: JourneyScene,
  { layers, bytes, bytesAfter }: HopScene,
  layer: string,
  name: string,
): string {
  const { at, size } = layers.find((each) => each.name === layer)!.fields.find((field) => field.name === name)!;
  return frames[bytesAfter ?? bytes!]!.hex.slice(at! * 2, (at! + size!) * 2);
}

describe('a packet at a router', () => {
  const journey = journeyOf(`${ROUTER}ip netns exec h1 ping -c 1 10.0.2.2\n`);
  const { hops } = journey.packets.find(({ id }) => id === journey.selected)!;
  const hopAt = (title: string) => hops.find((hop) => hop.title === title)!;

  test('loses one of its TTL, and its checksum changes with it', () => {
    expect(changesOf(hopAt('forward'))).toEqual([
      'IPv4 TTL: 64 → 63',
      expect.stringMatching(/^IPv4 checksum: 0x[0-9a-f]{4} → 0x[0-9a-f]{4}$/),
    ]);
    expect(bytesOf(journey, hopAt('forward'), 'IPv4', 'TTL')).toBe('3f');
  });

  test('leaves with MACs of the next wire', () => {
    expect(changesOf(hopAt('eth2 out'))).toEqual([
      'Ethernet destination: 02:00:00:00:01:01 → 02:00:00:00:00:02',
      'Ethernet source: 02:00:00:00:00:01 → 02:00:00:00:01:02',
    ]);
    expect(bytesOf(journey, hopAt('eth2 out'), 'Ethernet', 'destination')).toBe('020000000002');
  });

  test('has its fields where they are in the bytes', () => {
    const at = hopAt('eth2 out');
    const shown = ['source', 'destination', 'protocol', 'length'].map((name) => bytesOf(journey, at, 'IPv4', name));
    expect(shown).toEqual(['0a000102', '0a000202', '01', '0054']);
    expect(bytesOf(journey, at, 'ICMP', 'sequence')).toBe('0001');
    expect(bytesOf(journey, at, 'ICMP', 'data')).toHaveLength(2 * 56);
  });

  test('has bytes without a link header before it has one', () => {
    expect(journey.frames[hops[0]!.bytes!]!.hex.slice(0, 2)).toBe('45');
  });
});

test.each([
  ['curl -s --max-time 1 http://10.0.2.2/', 'TCP', 'destination port', '0050'],
  ['traceroute -n -q 1 -m 1 10.0.2.2', 'UDP', 'destination port', '829a'],
])('fields of %s', (command, layer, field, bytes) => {
  const journey = journeyOf(`${ROUTER}ip netns exec h1 ${command}\n`);
  const packet = journey.packets.find(({ protocol }) => protocol === layer)!;
  const hop = packet.hops.find(({ stage }) => stage === 'transmit')!;
  expect(bytesOf(journey, hop, layer, field)).toBe(bytes);
});
