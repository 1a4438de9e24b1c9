import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';

const document = labDocument(`# netlab: machine bare
ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip netns exec a ping -c 1 10.0.0.2
`);
const service = createLanguageService();
const scene = service.scene(document, 8);

/** How many packet blocks (6) and interface blocks (1) a pcapng file has. */
function blocksOf(file: Uint8Array): { packets: number; interfaces: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const types: number[] = [];
  for (let at = 0; at < file.length; at += view.getUint32(at + 4, true)) types.push(view.getUint32(at, true));
  return { packets: types.filter((type) => type === 6).length, interfaces: types.filter((type) => type === 1).length };
}

const device = scene.topology.devices.find(({ name, namespace }) => {
  const a = scene.topology.namespaces.find((node) => node.name === 'a')!;
  return name === 'eth0' && namespace === a.id;
})!;
const packet = { kind: 'packet', command: scene.journey!.index, packet: scene.journey!.selected } as const;

test.each([
  ['a packet: out at one end, in at the other', packet, { packets: 2, interfaces: 2 }],
  [
    'a device: ARP and its answer, the ping and its answer',
    { kind: 'device', device: device.id },
    { packets: 4, interfaces: 1 },
  ],
  ['the lab: the same at both ends', { kind: 'lab' }, { packets: 8, interfaces: 2 }],
  ['a packet that is not there', { ...packet, packet: 999 }, { packets: 0, interfaces: 0 }],
] as const)('a capture of %s', (_, of, blocks) => {
  expect(blocksOf(service.capture(document, of))).toEqual(blocks);
});
