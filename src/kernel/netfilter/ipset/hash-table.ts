import { formatMac, type Mac } from '../../../net/mac.ts';
import type { Ip } from '../../../net/prefix.ts';
import { jhash2 } from '../jhash.ts';
import { swapBytes } from '../nat/jhash.ts';
import { type Element, type Member, sameElement } from './element.ts';
import type { SetType } from './type.ts';

/** Places that a bucket gets, and gets more, at a time (AHASH_INIT_SIZE). */
const STEP = 2;
/** Bytes of a bucket without its places (struct hbucket). */
const BUCKET_SIZE = 32;

/** A bucket: places that may be free again (struct hbucket). */
interface Bucket {
  size: number;
  places: (Member | undefined)[];
}

/**
 * The table of a hash type (ip_set_hash_gen.h), with the kernel's own hash, so that members come in its order. It does
 * not grow: a longer chain only changes that order.
 */
export class HashTable {
  readonly type: SetType;
  readonly bits: number;
  readonly initval: number;
  /** Members that are in it. */
  count = 0;
  private readonly buckets = new Map<number, Bucket>();

  constructor(type: SetType, hashsize: number, initval: number) {
    this.type = type;
    this.bits = Math.ceil(Math.log2(hashsize));
    this.initval = initval;
  }

  get hashsize(): number {
    return 2 ** this.bits;
  }

  find(element: Element): Member | undefined {
    const bucket = this.buckets.get(this.keyOf(element));
    return bucket?.places.find((member) => member !== undefined && sameElement(member.element, element));
  }

  add(member: Member): void {
    const key = this.keyOf(member.element);
    const bucket = this.buckets.get(key) ?? { size: 0, places: [] };
    this.buckets.set(key, bucket);
    const free = bucket.places.indexOf(undefined);
    const place = free < 0 ? bucket.places.length : free;
    if (place >= bucket.size) bucket.size += STEP;
    bucket.places[place] = member;
    this.count++;
  }

  delete({ element }: Member): void {
    const key = this.keyOf(element);
    const bucket = this.buckets.get(key)!;
    const { places } = bucket;
    this.count--;
    places[places.findIndex((member) => member !== undefined && sameElement(member.element, element))] = undefined;
    while (places.length > 0 && places.at(-1) === undefined) places.pop();
    const free = places.filter((member) => member === undefined).length;
    if (places.length === free) this.buckets.delete(key);
    else if (free + bucket.size - places.length >= STEP) {
      bucket.size -= STEP;
      bucket.places = places.filter((member) => member !== undefined);
    }
  }

  clear(): void {
    this.buckets.clear();
    this.count = 0;
  }

  /** Bucket by bucket. */
  list(): Member[] {
    const keys = [...this.buckets.keys()].sort((a, b) => a - b);
    return keys.flatMap((key) => this.buckets.get(key)!.places.filter((member) => member !== undefined));
  }

  /** Bytes of the buckets, an element with its extensions being so long (mtype_ahash_memsize). */
  memory(elementSize: number): number {
    let bytes = 0;
    for (const { size } of this.buckets.values()) bytes += BUCKET_SIZE + size * elementSize;
    return bytes;
  }

  private keyOf(element: Element): number {
    return jhash2(this.words(element), this.initval) & (this.hashsize - 1);
  }

  /** The element as it lies in memory, in words of a little-endian machine (struct hash_ip4_elem and its like). */
  private words({ ip, cidr, protocol, port, ip2, cidr2, physdev, mac, mark }: Element): number[] {
    const address = wordsOfAddress(ip);
    const second = () => wordsOfAddress(ip2);
    const service = ((port >>> 8) | ((port & 255) << 8) | (protocol << 16)) >>> 0;
    switch (this.type.name) {
      case 'hash:net':
        return [...address, (cidr << 24) >>> 0];
      case 'hash:ip,port':
        return [...address, service];
      case 'hash:net,port':
        return [...address, (service | ((cidr - 1) << 24)) >>> 0];
      case 'hash:ip,port,ip':
        return [...address, ...second(), service];
      case 'hash:ip,port,net':
        return [...address, ...second(), ((service & 0xffff) | ((cidr2 - 1) << 16) | (protocol << 24)) >>> 0];
      case 'hash:net,iface':
        // The last byte counts the element itself.
        return [...address, Number(physdev) | (cidr << 8) | (1 << 24)];
      case 'hash:mac':
        return wordsOfMac(mac!);
      case 'hash:ip,mac':
        return [...address, ...wordsOfMac(mac!)];
      case 'hash:ip,mark':
        return [...address, mark];
      case 'hash:net,net':
        return [...address, ...second(), ((cidr << 16) | (cidr2 << 24)) >>> 0, 0];
      case 'hash:net,port,net':
        return [
          ...address,
          ...second(),
          ((service & 0xffff) | (cidr << 16) | (cidr2 << 24)) >>> 0,
          (protocol << 24) >>> 0,
        ];
      default:
        return address;
    }
  }
}

/** An address as it lies in memory: of IPv6 four words. */
function wordsOfAddress(ip: Ip): number[] {
  if (typeof ip === 'number') return [swapBytes(ip)];
  return [96n, 64n, 32n, 0n].map((shift) => swapBytes(Number((ip >> shift) & 0xffffffffn)));
}

/** An address of Ethernet, filled up to eight bytes. */
function wordsOfMac(mac: Mac): number[] {
  const bytes = formatMac(mac)
    .split(':')
    .map((byte) => Number.parseInt(byte, 16));
  const word = (at: number) =>
    (bytes[at]! | (bytes[at + 1]! << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
  return [word(0), word(4)];
}
