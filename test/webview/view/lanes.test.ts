import { expect, test } from 'vitest';
import type { PacketScene } from '../../../src/protocol/scene.ts';
import { lanesOf } from '../../../webview/view/lanes.ts';
import { bridgeScene } from '../scenes/bridge.ts';
import { crossing, hop, packet } from '../scenes/build.ts';

/** Lanes as text: `red: send, veth-red out`. A lane that a wire leads to names the lane it comes from. */
function written(of: PacketScene): string[] {
  return lanesOf(of).map(({ namespace, hops, wire }) => {
    const from = wire === undefined ? '' : ` (from ${wire.lane})`;
    return `${namespace}${from}: ${hops.map((each) => each.hop.title).join(', ')}`;
  });
}

test('the copies of a flood stand apart, however they interleave', () => {
  expect(written(bridgeScene.journey!.packets[1]!)).toEqual([
    'red: send, veth-red out',
    'host (from 0): veth-red-br in, br0, veth-blue-br out, veth-grn-br out',
    'blue (from 1): veth-blue in, ARP',
    'green (from 1): veth-grn in, ARP',
  ]);
});

test('a packet that comes back gets a second lane', () => {
  const loop = packet(1, {
    protocol: 'ICMP',
    title: '',
    fate: 'dropped',
    sentence: '',
    hops: [
      ...crossing('a/x', 'b/x'),
      hop('b', 'route', 'routing'),
      ...crossing('b/x', 'a/x'),
      hop('a', 'route', 'routing'),
    ],
  });
  expect(written(loop)).toEqual(['a: x out', 'b (from 0): x in, routing, x out', 'a (from 1): x in, routing']);
});
