import type { Ipv4 } from '../../../net/ipv4.ts';
import type { HookContext } from '../context.ts';

/** `-m recent`: addresses that were seen lately, in a list by name (net/netfilter/xt_recent.c). */
export interface RecentMatch {
  readonly kind: 'recent';
  readonly action: 'set' | 'check' | 'update' | 'remove';
  readonly name: string;
  readonly side: 'source' | 'destination';
  readonly mask: Ipv4;
  /** A mask of IPv6 as it is written; never asked. */
  readonly written?: string;
  /** Only packets of so many seconds count; 0 for all. */
  readonly seconds: number;
  /** So many packets there have to be; 0 for any. */
  readonly hitCount: number;
  /** The TTL has to be the same. */
  readonly ttl: boolean;
  /** Addresses without a packet in `seconds` are thrown away. */
  readonly reap: boolean;
  readonly invert: boolean;
}

/** An address in a list, with the times of its last packets in a ring (struct recent_entry). */
export interface RecentEntry {
  readonly address: Ipv4;
  ttl: number;
  /** The place of the next time in the ring. */
  index: number;
  /** Virtual microseconds. */
  readonly stamps: number[];
}

/** A list, and how many rules use it (struct recent_table). */
export interface RecentTable {
  readonly mask: Ipv4;
  users: number;
  /** Times kept for each address. */
  ring: number;
  /** The one longest without a packet first. */
  entries: RecentEntry[];
}

/** Addresses kept in a list (ip_list_tot). */
const MAX_ENTRIES = 100;
const DEFAULT_RING = 32;

/** The times that a rule wants kept (recent_mt_check). */
export function ringOf(hitCount: number): number {
  return hitCount === 0 ? DEFAULT_RING : 2 ** Math.ceil(Math.log2(hitCount));
}

export function matchRecent(match: RecentMatch, context: HookContext): boolean {
  const { netns, packet, outDevice, skb } = context;
  const table = netns.netfilter.recents.get(match.name)!;
  const { now } = netns.kernel;
  const address = match.side === 'source' ? packet.src : packet.dst;
  const key = (address & table.mask) >>> 0;
  // The TTL as it was before this host forwarded the packet.
  const ttl = outDevice !== null && (skb.socketOf === null || skb.inDevice !== null) ? packet.ttl + 1 : packet.ttl;
  const entry = findRecent(table, key, match.ttl ? ttl : 0);
  if (entry === undefined) {
    if (match.action === 'set') addRecent(table, key, ttl, now);
    return (match.action === 'set') !== match.invert;
  }
  let result = match.invert;
  if (match.action === 'set') result = !result;
  else if (match.action === 'remove') {
    table.entries = table.entries.filter((one) => one !== entry);
    result = !result;
  } else {
    if (isHit(entry, match, now)) result = !result;
    if (match.reap) reap(table, now - match.seconds * 1_000_000);
  }
  if (match.action === 'set' || (match.action === 'update' && result)) {
    touchRecent(table, entry, now);
    entry.ttl = ttl;
  }
  return result;
}

/** The entry of an address; with a TTL only one that was seen with the same. */
export function findRecent({ entries }: RecentTable, address: Ipv4, ttl: number): RecentEntry | undefined {
  return entries.find((one) => one.address === address && (ttl === 0 || one.ttl === 0 || one.ttl === ttl));
}

/** A new entry; the one longest without a packet makes room (recent_entry_init). */
export function addRecent(table: RecentTable, address: Ipv4, ttl: number, now: number): void {
  if (table.entries.length >= MAX_ENTRIES) table.entries.shift();
  table.entries.push({ address, ttl, index: 1, stamps: [now] });
}

/** Notes another packet (recent_entry_update). */
export function touchRecent(table: RecentTable, entry: RecentEntry, now: number): void {
  entry.index %= table.ring;
  entry.stamps[entry.index++] = now;
  table.entries = [...table.entries.filter((one) => one !== entry), entry];
}

function isHit({ stamps }: RecentEntry, { seconds, hitCount }: RecentMatch, now: number): boolean {
  const since = seconds === 0 ? 0 : now - seconds * 1_000_000;
  const hits = stamps.filter((stamp) => stamp >= since).length;
  return hits > 0 && hits >= hitCount;
}

/** Throws the oldest entry away when its last packet is too old (recent_entry_reap). */
function reap(table: RecentTable, since: number): void {
  const [oldest] = table.entries;
  if (oldest !== undefined && oldest.stamps[oldest.index - 1]! < since) table.entries.shift();
}
