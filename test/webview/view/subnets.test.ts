import { expect, test } from 'vitest';
import { subnetsOf } from '../../../webview/view/subnets.ts';
import { wireKey } from '../../../webview/view/way.ts';
import { device, loopback, wire } from '../scenes/build.ts';

test('addresses and wires are sorted by subnet, wires of a switch by what stands on it', () => {
  const { prefixes, ofAddress, ofWire } = subnetsOf({
    namespaces: [],
    devices: [
      loopback('a'),
      device('a/eth0', { addresses: ['192.168.1.130/25'] }),
      device('sw/br0', { kind: 'bridge' }),
      device('sw/p1', { master: 'sw/br0' }),
      device('sw/p2', { master: 'sw/br0' }),
      device('b/eth0', { addresses: ['10.0.0.1/8', '10.9.9.9/32'] }),
      device('c/eth0', { addresses: ['192.168.1.140/25'] }),
      device('c/bare'),
      device('d/bare'),
    ],
    links: [wire('sw/p1', 'a/eth0'), wire('sw/p2', 'c/eth0'), wire('c/bare', 'd/bare')],
  });
  expect(prefixes).toEqual(['192.168.1.128/25', '10.0.0.0/8']);
  expect(['192.168.1.200/25', '10.1.1.1/8', '10.9.9.9/32', '127.0.0.1/8'].map(ofAddress)).toEqual([
    0,
    1,
    undefined,
    undefined,
  ]);
  expect(ofWire.get(wireKey('sw/p2', 'c/eth0'))).toBe(0);
  expect(ofWire.get(wireKey('sw/p1', 'sw/br0'))).toBe(0);
  expect(ofWire.has(wireKey('c/bare', 'd/bare'))).toBe(false);
});
