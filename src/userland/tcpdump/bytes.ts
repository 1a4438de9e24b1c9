/** Numbers in network order out of a packet; what lies beyond its end reads as zero. */
export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function u16(bytes: Uint8Array, at: number): number {
  return u8(bytes, at) * 256 + u8(bytes, at + 1);
}

export function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x10000 + u16(bytes, at + 2);
}

/** A 48-bit MAC address. */
export function mac(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x100000000 + u32(bytes, at + 2);
}
