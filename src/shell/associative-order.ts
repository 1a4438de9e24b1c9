/** How many lists bash keeps the elements of an array in. */
const BUCKETS = 1024;

/**
 * The keys of an associative array in the order in which bash goes through them: that of its hash table (hashlib.c, the
 * 32-bit hash of Fowler, Noll and Vo over `buckets`), in each bucket the latest first.
 */
export function inHashOrder<T>(entries: Iterable<readonly [string, T]>, buckets = BUCKETS): (readonly [string, T])[] {
  const placed = [...entries].map((entry, at) => ({ entry, at, bucket: hashOf(entry[0]) & (buckets - 1) }));
  placed.sort((a, b) => a.bucket - b.bucket || b.at - a.at);
  return placed.map(({ entry }) => entry);
}

/** The bytes of a text in UTF-8. */
function* bytesOf(text: string): Generator<number> {
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code < 0x80) yield code;
    else {
      const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      yield [0, 0xc0, 0xe0, 0xf0][more]! | (code >> (6 * more));
      for (let at = more - 1; at >= 0; at -= 1) yield 0x80 | ((code >> (6 * at)) & 0x3f);
    }
  }
}

function hashOf(key: string): number {
  let hash = 2_166_136_261;
  for (const byte of bytesOf(key)) hash = Math.imul(hash, 16_777_619) ^ ((byte << 24) >> 24);
  return hash >>> 0;
}
