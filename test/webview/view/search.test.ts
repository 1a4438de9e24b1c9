import { expect, test } from 'vitest';
import { searchTopology } from '../../../webview/view/search.ts';
import { device, room } from '../scenes/build.ts';

const topology = {
  namespaces: [room('red'), room('blue')],
  devices: [device('red/eth0', { addresses: ['10.0.0.1/24'] }), device('blue/br-lan', { kind: 'bridge' })],
  links: [],
};

test.each([
  ['', []],
  ['10.0.0', ['red', 'red/eth0']],
  ['BRIDGE', ['blue', 'blue/br-lan']],
  ['blue', ['blue']],
  ['nowhere', []],
])('%j finds %j', (text, found) => {
  expect([...searchTopology(topology, text).ids]).toEqual(found);
});
