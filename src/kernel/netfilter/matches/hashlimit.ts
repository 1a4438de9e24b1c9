import type { HookContext } from '../context.ts';

/** What makes a packet one of a kind: parts of its addresses and ports (XT_HASHLIMIT_HASH_*). */
export type HashlimitPart = 'srcip' | 'srcport' | 'dstip' | 'dstport';

/** How a table of buckets is kept; rules that name the same table share the one that was made first. */
export interface HashlimitConfig {
  /** Microseconds between packets, or between units of sixteen bytes. */
  readonly interval: number;
  /** Packets, or seconds of the rate in bytes. */
  readonly burst: number;
  readonly bytes: boolean;
  readonly parts: readonly HashlimitPart[];
  readonly srcMask: number;
  readonly dstMask: number;
  /** Seconds over which the rate is measured; undefined where buckets have credit. */
  readonly window: number | undefined;
  /** Packets or bytes a second. */
  readonly rate: number;
  /** Milliseconds after which a bucket without packets is thrown away. */
  readonly expire: number;
}

/** `-m hashlimit`: a rate for each address or port (net/netfilter/xt_hashlimit.c). */
export interface HashlimitMatch {
  readonly kind: 'hashlimit';
  readonly name: string;
  readonly config: HashlimitConfig;
  /** Matches above the rate instead of up to it. */
  readonly above: boolean;
  /** More buckets or addresses were asked for than a table may have (HASHLIMIT_MAX_SIZE). */
  readonly altered?: true;
  /** How it was written, for its listing. */
  readonly written: HashlimitWords;
}

/** What only the listing needs. */
export interface HashlimitWords {
  readonly average: number;
  readonly burst: number;
  /** Of an address of the family: 32 or 128. */
  readonly allBits: number;
  readonly srcBits: number;
  readonly dstBits: number;
  readonly size: number;
  readonly max: number;
  readonly interval: number;
  readonly gcInterval: number;
  readonly rateMatch: boolean;
}

/** A bucket: credit in microseconds, or that many whole seconds of burst besides. */
export interface HashlimitBucket {
  readonly src: number;
  readonly srcPort: number;
  readonly dst: number;
  readonly dstPort: number;
  credit: number;
  burstLeft: number;
  updated: number;
  expires: number;
  /** What has come in this window, and whether there was too much in the one before. */
  counted: number;
  wasAbove: boolean;
}

/** A table of buckets, and how many rules use it (struct xt_hashlimit_htable). */
export interface HashlimitTable {
  readonly config: HashlimitConfig;
  users: number;
  readonly buckets: Map<string, HashlimitBucket>;
}

const SECOND = 1_000_000;

export function matchHashlimit(match: HashlimitMatch, context: HookContext): boolean {
  const { netns, packet } = context;
  const table = netns.netfilter.hashlimits.get(match.name)!;
  const { config } = table;
  const { now } = netns.kernel;
  const bucket = bucketOf(table, context);
  bucket.expires = now + config.expire * 1000;
  if (config.window !== undefined) return staysBelow(bucket, config, packet.length, now) !== match.above;
  bucket.credit = Math.min(bucket.credit + now - bucket.updated, fullCredit(config));
  bucket.updated = now;
  const cost = config.bytes ? config.interval * ((packet.length >>> 4) + 1) : config.interval;
  if (config.bytes && bucket.credit < cost && bucket.burstLeft > 0) {
    bucket.burstLeft--;
    bucket.credit = SECOND;
  }
  if (bucket.credit < Math.min(cost, config.bytes ? SECOND : cost)) return match.above;
  bucket.credit -= Math.min(cost, bucket.credit);
  return !match.above;
}

/** Counts a packet in its window; it stays below the rate when the window before did, and this one does (rateinfo_recalc). */
function staysBelow(bucket: HashlimitBucket, config: HashlimitConfig, length: number, now: number): boolean {
  const { rate, burst, bytes, window = 1 } = config;
  const passed = now - bucket.updated;
  if (passed >= window * SECOND) {
    bucket.wasAbove = bucket.counted * window * SECOND > passed * rate;
    bucket.counted = 0;
    bucket.updated = now;
  }
  bucket.counted += bytes ? length : 1;
  const most = bytes ? Math.max(burst, 1) * rate : burst + rate;
  return !bucket.wasAbove && bucket.counted <= most;
}

function fullCredit({ bytes, interval, burst }: HashlimitConfig): number {
  return bytes ? SECOND : interval * burst;
}

/** The packet's bucket, made when it is the first of its kind (hashlimit_init_dst). */
function bucketOf({ config, buckets }: HashlimitTable, { netns, packet }: HookContext): HashlimitBucket {
  const { now } = netns.kernel;
  const has = (part: HashlimitPart) => config.parts.includes(part);
  const { payload } = packet;
  const ports = payload.kind === 'tcp' || payload.kind === 'udp' ? payload : { srcPort: 0, dstPort: 0 };
  const src = has('srcip') ? (packet.src & config.srcMask) >>> 0 : 0;
  const dst = has('dstip') ? (packet.dst & config.dstMask) >>> 0 : 0;
  const srcPort = has('srcport') ? ports.srcPort : 0;
  const dstPort = has('dstport') ? ports.dstPort : 0;
  const key = `${src}:${srcPort}-${dst}:${dstPort}`;
  const known = buckets.get(key);
  if (known !== undefined && known.expires > now) return known;
  const credit = fullCredit(config);
  const bucket = {
    ...{ src, srcPort, dst, dstPort, credit },
    ...{ burstLeft: config.burst, updated: now, expires: 0, counted: 0, wasAbove: false },
  };
  buckets.set(key, bucket);
  return bucket;
}
