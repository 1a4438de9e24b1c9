import { expect, test } from 'vitest';
import { NONE, PrefixTrie } from '../../../src/kernel/fib/trie.ts';
import { Random } from '../../../src/kernel/random.ts';
import { formatIpv4, type Ipv4, isInNetwork, networkOf } from '../../../src/net/ipv4.ts';

interface Entry {
  readonly address: Ipv4;
  readonly length: number;
  node: number;
}

const name = (entry: Entry | undefined) => entry && `${formatIpv4(entry.address)}/${entry.length}`;

/** Prefixes of a trie as `longest` and `shorter` walk them. */
function walk(trie: PrefixTrie, address: Ipv4): number[] {
  const nodes: number[] = [];
  for (let node = trie.longest(address); node !== NONE; node = trie.shorter(node)) nodes.push(node);
  return nodes;
}

/** A trie beside a plain list of the same prefixes. `spread` bits of an address are drawn, so that prefixes nest. */
function compare(seed: number, steps: number, spread: number): void {
  const random = new Random(seed);
  const draw = (): Ipv4 => (random.next(2 ** spread) * 2 ** (32 - spread) + random.next(4)) >>> 0;
  const trie = new PrefixTrie();
  let entries: Entry[] = [];
  for (let step = 0; step < steps; step++) {
    const length = random.next(33);
    const address = networkOf(draw(), length);
    const present = entries.find((each) => each.address === address && each.length === length);
    expect(trie.at(address, length)).toBe(present?.node ?? NONE);
    if (present === undefined) entries.push({ address, length, node: trie.add(address, length) });
    const victim = entries[random.next(entries.length * 2)];
    if (victim !== undefined) {
      trie.remove(victim.node);
      entries = entries.filter((each) => each !== victim);
    }
    const looked = draw();
    const expected = entries
      .filter((each) => isInNetwork(looked, each.address, each.length))
      .sort((a, b) => b.length - a.length);
    const byNode = (node: number) => name(entries.find((each) => each.node === node));
    expect(walk(trie, looked).map(byNode)).toEqual(expected.map(name));
  }
  const sorted = entries.sort((a, b) => a.address - b.address || b.length - a.length);
  expect([...trie]).toEqual(sorted.map((each) => each.node));
  expect(new Set(trie).size).toBe(entries.length);
  for (const { node } of entries) trie.remove(node);
  expect([...trie]).toEqual([]);
}

test.each([
  [1, 200, 4],
  [2, 1500, 8],
  [3, 1500, 12],
  [4, 1500, 28],
])('prefixes of seed %i are found, walked and removed as in a list', (seed, steps, spread) => {
  compare(seed, steps, spread);
});

test('a trie with an index forgets prefixes shorter than it', () => {
  const trie = new PrefixTrie();
  for (let i = 0; i < 1000; i++) trie.add(0x0a000000 + i * 256, 24);
  const covering = trie.add(0x0a000000, 8);
  expect(trie.longest(0x0aff0000)).toBe(covering);
  trie.remove(covering);
  expect(trie.longest(0x0aff0000)).toBe(NONE);
});
