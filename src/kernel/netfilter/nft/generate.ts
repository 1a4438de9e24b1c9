import type { HookContext } from '../context.ts';
import { jhash2 } from '../jhash.ts';
import { swapBytes } from '../nat/jhash.ts';
import type { HookNetns } from '../skb.ts';
import type { Key } from './set.ts';

/** Where a sequence of numbers stands. */
export interface NumgenState {
  counter: number;
}

/** `numgen`: the next number of a sequence, or one by chance (net/netfilter/nft_numgen.c). */
export function nextNumber(
  generator: { readonly mode: 'inc' | 'random'; readonly modulus: number; readonly offset: number } & NumgenState,
  netns: HookNetns,
): number {
  const { mode, modulus, offset } = generator;
  if (mode === 'random') return netns.kernel.random(modulus) + offset;
  const value = generator.counter;
  generator.counter = (value + 1) % modulus;
  return value + offset;
}

/** `jhash`, `symhash`: a number below the modulus that is the same for the same key (net/netfilter/nft_hash.c). */
export function hashOf(
  key: Key,
  { modulus, seed, offset }: { readonly modulus: number; readonly seed: number; readonly offset: number },
  { packet }: HookContext,
): number {
  const words = key.length > 0 ? key.map((value) => swapBytes(Number(value))) : symmetricKey(packet);
  const hash = jhash2(words, seed);
  return Number((BigInt(hash >>> 0) * BigInt(modulus)) >> 32n) + offset;
}

/** The addresses and ports in an order that both directions have in common (__skb_get_hash_symmetric). */
function symmetricKey({ src, dst, protocol, payload }: HookContext['packet']): number[] {
  const ports = 'srcPort' in payload ? [payload.srcPort, payload.dstPort].sort((a, b) => a - b) : [0, 0];
  return [...[src, dst].sort((a, b) => a - b), ...ports, protocol];
}
