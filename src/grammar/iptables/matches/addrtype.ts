import type { GetoptOption } from '../../getopt.ts';

/** `-m addrtype`: what an address is to this host. */
export const ADDRTYPE: readonly GetoptOption[] = [
  {
    name: '--src-type',
    values: ['text'],
    doc: 'Type of the source address: LOCAL, BROADCAST, UNICAST …',
    invertible: true,
    words: [
      'UNSPEC',
      'UNICAST',
      'LOCAL',
      'BROADCAST',
      'ANYCAST',
      'MULTICAST',
      'BLACKHOLE',
      'UNREACHABLE',
      'PROHIBIT',
      'THROW',
      'NAT',
      'XRESOLVE',
    ],
  },
  {
    name: '--dst-type',
    values: ['text'],
    doc: 'Type of the destination address: LOCAL, BROADCAST, UNICAST …',
    invertible: true,
    words: [
      'UNSPEC',
      'UNICAST',
      'LOCAL',
      'BROADCAST',
      'ANYCAST',
      'MULTICAST',
      'BLACKHOLE',
      'UNREACHABLE',
      'PROHIBIT',
      'THROW',
      'NAT',
      'XRESOLVE',
    ],
  },
  {
    name: '--limit-iface-in',
    doc: 'Look only at addresses of the device the packet came in by',
    excludes: ['--limit-iface-out'],
  },
  {
    name: '--limit-iface-out',
    doc: 'Look only at addresses of the device the packet leaves by',
    excludes: ['--limit-iface-in'],
  },
];
