import { type Ipv4, networkOf } from '../../net/ipv4.ts';

/** No node. */
export const NONE = 0;
/** The node of 0.0.0.0/0, which is always there. */
const ROOT = 1;

/** The words of a node: its prefix, whether it is more than a fork, and its neighbours. */
const KEY = 0;
const LENGTH = 1;
const CHILDREN = 2;
const PARENT = 4;
const USED = 5;
const WORDS = 6;

/** Up to so many nodes a trie needs no index: the root is near enough. */
const UNINDEXED = 64;
/** The longest index: 2^20 entries. */
const INDEX_BITS = 20;

/**
 * A set of prefixes in which the longest one that contains an address is found at once: a binary trie whose paths without a
 * fork are compressed (Patricia). Once it has many nodes, an index by the first bits of the address leads past its upper
 * levels. The index grows with the trie, so that a lookup takes a handful of steps however many prefixes there are.
 *
 * A prefix is known by the number of its node. All of it lies in two arrays of numbers, which are small and quickly copied.
 */
export class PrefixTrie {
  private nodes = new Int32Array(8 * WORDS);
  private end = ROOT + 1;
  /** The first of the nodes that were given up, each of which names the next. */
  private unused = NONE;
  private count = 1;
  /** For each value of the first bits: the deepest node no longer than these that contains all such addresses. */
  private index = new Int32Array(1).fill(ROOT);
  private bits = 0;

  /** The longest prefix of the set that contains an address, or NONE. */
  longest(address: Ipv4): number {
    const { nodes } = this;
    const start = this.index[this.slotOf(address)]!;
    let found = NONE;
    for (let node = start; node !== NONE; ) {
      const base = node * WORDS;
      const length = nodes[base + LENGTH]!;
      if (length !== 0 && (address ^ nodes[base + KEY]!) >>> (32 - length) !== 0) break;
      if (nodes[base + USED] !== 0) found = node;
      if (length === 32) break;
      node = nodes[base + CHILDREN + ((address >>> (31 - length)) & 1)]!;
    }
    return found === NONE ? this.shorter(start) : found;
  }

  /** The next shorter prefix of the set that contains this one, or NONE. */
  shorter(node: number): number {
    let above = this.nodes[node * WORDS + PARENT]!;
    while (above !== NONE && this.nodes[above * WORDS + USED] === 0) above = this.nodes[above * WORDS + PARENT]!;
    return above;
  }

  /** The node of exactly this prefix, or NONE where it is not in the set. */
  at(address: Ipv4, length: number): number {
    const node = this.deepest(address, length);
    return this.lengthOf(node) === length && this.isUsed(node) ? node : NONE;
  }

  /** Adds a prefix, unless it is there, and says its node. */
  add(address: Ipv4, length: number): number {
    const above = this.deepest(address, length);
    const node = this.lengthOf(above) === length ? above : this.attach(above, networkOf(address, length), length);
    this.nodes[node * WORDS + USED] = 1;
    return node;
  }

  /** Takes a prefix out of the set. Its node's number may be given to another prefix from now on. */
  remove(node: number): void {
    this.nodes[node * WORDS + USED] = 0;
    const above = this.nodes[node * WORDS + PARENT]!;
    this.dissolve(node);
    if (above !== NONE && !this.isUsed(above)) this.dissolve(above);
  }

  /** All prefixes of the set, by address; of those with the same address the longer first. */
  *[Symbol.iterator](): Generator<number> {
    const pending = [ROOT];
    const sameAddress: number[] = [];
    for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
      // What lies to the left has the same address or is to the right of one that has.
      let left = top;
      while (left !== NONE && this.keyOf(left) === this.keyOf(top)) {
        sameAddress.push(left);
        const right = this.child(left, 1);
        if (right !== NONE) pending.push(right);
        left = this.child(left, 0);
      }
      if (left !== NONE) pending.push(left);
      for (let node = sameAddress.pop(); node !== undefined; node = sameAddress.pop())
        if (this.isUsed(node)) yield node;
    }
  }

  /** The deepest node that contains a prefix, which may be a fork. */
  private deepest(address: Ipv4, length: number): number {
    let node = length >= this.bits ? this.index[this.slotOf(address)]! : ROOT;
    for (;;) {
      if (this.lengthOf(node) === length) return node;
      const child = this.child(node, sideOf(address, this.lengthOf(node)));
      if (child === NONE || this.lengthOf(child) > length) return node;
      if (Math.clz32(address ^ this.keyOf(child)) < this.lengthOf(child)) return node;
      node = child;
    }
  }

  /** Makes the node of a prefix below the deepest one that contains it. */
  private attach(above: number, key: Ipv4, length: number): number {
    const side = sideOf(key, this.lengthOf(above));
    const sibling = this.child(above, side);
    const node = this.create(key, length);
    if (sibling === NONE) {
      this.link(above, side, node);
      this.cover(node);
    } else {
      const shared = Math.min(length, Math.clz32(key ^ this.keyOf(sibling)));
      const fork = shared === length ? node : this.create(networkOf(key, shared), shared);
      this.link(above, side, fork);
      this.link(fork, sideOf(this.keyOf(sibling), shared), sibling);
      if (fork !== node) this.link(fork, sideOf(key, shared), node);
      this.cover(fork);
      if (fork !== node) this.cover(node);
    }
    if (this.count > UNINDEXED && this.count >>> (this.bits + 2) !== 0 && this.bits < INDEX_BITS) this.reindex();
    return node;
  }

  private create(key: Ipv4, length: number): number {
    let node = this.unused;
    if (node === NONE) {
      node = this.end++;
      if (this.end * WORDS > this.nodes.length) this.grow();
    } else this.unused = this.nodes[node * WORDS + PARENT]!;
    this.count++;
    const base = node * WORDS;
    this.nodes.fill(0, base, base + WORDS);
    this.nodes[base + KEY] = key;
    this.nodes[base + LENGTH] = length;
    return node;
  }

  private grow(): void {
    const { nodes } = this;
    this.nodes = new Int32Array(Math.ceil((nodes.length / WORDS) * 1.5) * WORDS);
    this.nodes.set(nodes);
  }

  /** Takes a node out of the tree that neither is a prefix of the set nor forks. */
  private dissolve(node: number): void {
    const left = this.child(node, 0);
    const right = this.child(node, 1);
    if (node === ROOT || (left !== NONE && right !== NONE)) return;
    const above = this.nodes[node * WORDS + PARENT]!;
    this.uncover(node, above);
    this.link(above, sideOf(this.keyOf(node), this.lengthOf(above)), left === NONE ? right : left);
    this.nodes[node * WORDS + PARENT] = this.unused;
    this.unused = node;
    this.count--;
  }

  private link(above: number, side: number, node: number): void {
    this.nodes[above * WORDS + CHILDREN + side] = node;
    if (node !== NONE) this.nodes[node * WORDS + PARENT] = above;
  }

  /** Enters a node into the index, wherever it is the deepest. */
  private cover(node: number): void {
    const length = this.lengthOf(node);
    if (length > this.bits) return;
    const first = this.slotOf(this.keyOf(node));
    const last = first + 2 ** (this.bits - length);
    for (let slot = first; slot < last; slot++) if (this.lengthOf(this.index[slot]!) < length) this.index[slot] = node;
  }

  private uncover(node: number, above: number): void {
    const length = this.lengthOf(node);
    if (length > this.bits) return;
    const first = this.slotOf(this.keyOf(node));
    const last = first + 2 ** (this.bits - length);
    for (let slot = first; slot < last; slot++) if (this.index[slot] === node) this.index[slot] = above;
  }

  /** Makes the index anew, four times as long, so that this happens seldom. */
  private reindex(): void {
    this.bits = Math.min(Math.max(this.bits + 2, 6), INDEX_BITS);
    this.index = new Int32Array(2 ** this.bits).fill(ROOT);
    const pending = [ROOT];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node === NONE || this.lengthOf(node) > this.bits) continue;
      this.cover(node);
      pending.push(this.child(node, 0), this.child(node, 1));
    }
  }

  private slotOf(address: Ipv4): number {
    return this.bits === 0 ? 0 : address >>> (32 - this.bits);
  }

  private child(node: number, side: number): number {
    return this.nodes[node * WORDS + CHILDREN + side]!;
  }

  private keyOf(node: number): Ipv4 {
    return this.nodes[node * WORDS + KEY]! >>> 0;
  }

  private lengthOf(node: number): number {
    return this.nodes[node * WORDS + LENGTH]!;
  }

  private isUsed(node: number): boolean {
    return this.nodes[node * WORDS + USED] !== 0;
  }
}

/** Which child of a node an address is in: its first bit behind the node's prefix. */
function sideOf(address: Ipv4, length: number): number {
  return (address >>> (31 - length)) & 1;
}
