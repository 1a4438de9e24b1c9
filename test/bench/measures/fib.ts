import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { copyKernel } from '../../../src/kernel/copy.ts';
import { FibTable } from '../../../src/kernel/fib/table.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';
import type { Netns } from '../../../src/kernel/netns/netns.ts';
import { Random } from '../../../src/kernel/random.ts';
import type { Result } from '../../../src/kernel/result.ts';
import { type Ipv4, networkOf } from '../../../src/net/ipv4.ts';
import type { Measure } from '../measure.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const LOOKUPS = 2_000_000;
const GATEWAY = 0x0a000002;

/** How many of a thousand prefixes of the Internet's table have each length (CIDR report, 2024). */
const SHARES: readonly (readonly [length: number, share: number])[] = [
  [24, 605],
  [23, 98],
  [22, 115],
  [21, 52],
  [20, 45],
  [19, 27],
  [18, 15],
  [17, 9],
  [16, 14],
  [15, 4],
  [14, 4],
  [13, 3],
  [12, 3],
  [11, 2],
  [10, 2],
  [9, 1],
  [8, 1],
];

interface Prefix {
  readonly address: Ipv4;
  readonly length: number;
}

function drawLength(random: Random): number {
  let point = random.next(1000);
  for (const [length, share] of SHARES) {
    if (point < share) return length;
    point -= share;
  }
  return 24;
}

/** Different prefixes, most of them crowded into a part of the address space as the registries allot it. */
function prefixes(count: number, random: Random): Prefix[] {
  const seen = new Set<number>();
  const list: Prefix[] = [];
  while (list.length < count) {
    const length = drawLength(random);
    const crowded = random.next(10) < 7;
    const block = crowded ? 0x0b + random.next(64) * 3 : 0x0b + random.next(0xd0);
    const address = networkOf(block * 2 ** 24 + random.next(2 ** 24), length);
    const key = address * 64 + length;
    if (seen.has(key)) continue;
    seen.add(key);
    list.push({ address, length });
  }
  return list;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.errno} ${result.error.extack}`);
  return result.value;
}

/** A router with one wire, on which the next hop of every route is. */
function router(): { kernel: Kernel; netns: Netns } {
  const kernel = new Kernel();
  const netns = must(kernel.netns.add('r'));
  must(kernel.link.add(netns, { name: 'eth0', kind: 'veth', peer: { name: 'eth1' } }));
  for (const name of ['eth0', 'eth1'])
    must(kernel.link.set(netns, kernel.link.find(netns, name)!.ifindex, { up: true }));
  const { ifindex } = kernel.link.find(netns, 'eth0')!;
  must(kernel.address.add(netns, { ifindex, local: 0x0a000001, prefixLength: 24 }, 'add'));
  return { kernel, netns };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heap(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function measure(size: number): Measure[] {
  const random = new Random(size);
  const list = prefixes(size, random);
  const { kernel, netns } = router();
  const before = heap();
  const inserted = seconds(() => {
    for (const destination of list)
      must(kernel.route.add(netns, { family: 4, destination, nextHops: [{ gateway: GATEWAY }] }, 'add'));
  });
  const whole = heap() - before;
  // Nine of ten destinations are in some prefix.
  const destinations = new Uint32Array(LOOKUPS);
  for (let i = 0; i < LOOKUPS; i++) {
    const { address, length } = list[random.next(size)]!;
    const host = random.next(2 ** (32 - length));
    destinations[i] = random.next(10) === 0 ? 0x0b000000 + random.next(0xd0000000) : address + host;
  }
  let found = 0;
  const look = () => {
    for (const destination of destinations) if (netns.fib.lookup(netns, { destination }).error === undefined) found++;
  };
  look();
  const looked = seconds(look);
  if (found < LOOKUPS) throw new Error('routes were not found');
  const copied = seconds(() => copyKernel(kernel));
  const table = new FibTable(254);
  const routes = netns.fib.table(254).dump();
  const bare = heap();
  for (const route of routes) table.insert(route, true);
  const trie = heap() - bare;
  if (table.size !== routes.length) throw new Error('a route was lost');
  const name = size.toLocaleString('en');
  return [
    { name: `route lookups among ${name} prefixes`, value: Math.round(LOOKUPS / looked), unit: '1/s' },
    { name: `routes added, up to ${name}`, value: Math.round(size / inserted), unit: '1/s' },
    { name: `copy of a kernel with ${name} routes`, value: copied * 1000, unit: 'ms' },
    { name: `memory of a route among ${name}`, value: Math.round(whole / size), unit: 'B' },
    { name: `memory of a route among ${name}, in the table alone`, value: Math.round(trie / size), unit: 'B' },
  ];
}

/** Looks up destinations in tables that are made like the Internet's, from small to full. */
export default function fib(): Measure[] {
  return SIZES.flatMap(measure);
}
