/** Rotates a 32-bit word to the left. */
function rol(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/**
 * The kernel's jhash2 over four words of which only the first is not zero, as an IPv4 address stands in a union
 * nf_inet_addr (include/linux/jhash.h). The choice of an address out of a NAT range rests on it.
 */
export function jhashAddress(word: number, initial: number): number {
  let a = (0xdeadbeef + (4 << 2) + initial) | 0;
  let b = a;
  let c = a;
  a = (a + word) | 0;
  // __jhash_mix
  a = (a - c) ^ rol(c, 4);
  c = (c + b) | 0;
  b = (b - a) ^ rol(a, 6);
  a = (a + c) | 0;
  c = (c - b) ^ rol(b, 8);
  b = (b + a) | 0;
  a = (a - c) ^ rol(c, 16);
  c = (c + b) | 0;
  b = (b - a) ^ rol(a, 19);
  a = (a + c) | 0;
  c = (c - b) ^ rol(b, 4);
  b = (b + a) | 0;
  // __jhash_final, the fourth word being zero
  c = ((c ^ b) - rol(b, 14)) | 0;
  a = ((a ^ c) - rol(c, 11)) | 0;
  b = ((b ^ a) - rol(a, 25)) | 0;
  c = ((c ^ b) - rol(b, 16)) | 0;
  a = ((a ^ c) - rol(c, 4)) | 0;
  b = ((b ^ a) - rol(a, 14)) | 0;
  c = ((c ^ b) - rol(b, 24)) | 0;
  return c >>> 0;
}

/** The bytes of a word in the other order: an address as a little-endian machine holds it in network byte order. */
export function swapBytes(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}
