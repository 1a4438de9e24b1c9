/** Collects bytes; multi-byte numbers in network order (big endian). */
export class ByteWriter {
  private bytes = new Uint8Array(128);
  length = 0;

  private room(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  u8(value: number): this {
    this.room(1);
    this.bytes[this.length] = value;
    this.length += 1;
    return this;
  }

  u16(value: number): this {
    return this.u8((value >>> 8) & 255).u8(value & 255);
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value & 0xffff);
  }

  /** A 48-bit MAC address. */
  mac(value: number): this {
    return this.u16(Math.floor(value / 0x100000000)).u32(value % 0x100000000);
  }

  raw(bytes: Uint8Array): this {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  zeros(count: number): this {
    this.room(count);
    this.length += count;
    return this;
  }

  /** Overwrites 16 bits written earlier, such as a checksum. */
  patch16(offset: number, value: number): this {
    this.bytes[offset] = value >>> 8;
    this.bytes[offset + 1] = value & 255;
    return this;
  }

  /** A copy of the bytes so far. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
