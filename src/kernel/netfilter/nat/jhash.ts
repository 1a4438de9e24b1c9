import { jhash2 } from '../jhash.ts';

/**
 * The kernel's hash of an IPv4 address as it stands in a union nf_inet_addr: four words of which only the first is not
 * zero. The choice of an address out of a NAT range rests on it.
 */
export function jhashAddress(word: number, initial: number): number {
  return jhash2([word, 0, 0, 0], initial);
}

/** The bytes of a word in the other order: an address as a little-endian machine holds it in network byte order. */
export function swapBytes(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}
