import { inflateSync } from 'node:zlib';

/** A picture, four bytes a pixel: red, green, blue, opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Bytes of a PNG's signature, and of a chunk around its data: length and type before, checksum behind. */
const SIGNATURE = 8;
const BEFORE = 8;
const BEHIND = 4;

/**
 * The pixels of a picture as browsers take it: a PNG of eight bits a colour, not interlaced (RFC 2083). Decoded here, since a
 * page that does it has to hand four million bytes over as text.
 */
export function pixelsOf(png: Buffer): Pixels {
  const chunks = [...chunksOf(png)];
  const head = chunks[0]!.data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9]!];
  if (head[8] !== 8 || head[12] !== 0 || channels === undefined) throw new Error('not a picture that a browser takes');
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const lines = unfiltered(inflateSync(packed), width * channels, height, channels);
  if (channels === 4) return { width, height, data: lines };
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < lines.length; from += 3, to += 4) {
    data[to] = lines[from]!;
    data[to + 1] = lines[from + 1]!;
    data[to + 2] = lines[from + 2]!;
  }
  return { width, height, data };
}

function* chunksOf(png: Buffer): Generator<{ readonly type: string; readonly data: Buffer }> {
  for (let at = SIGNATURE; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const start = at + BEFORE;
    yield { type: png.toString('latin1', at + 4, start), data: png.subarray(start, start + size) };
    at = start + size + BEHIND;
  }
}

/** Takes each line's filter back (section 6): a byte is the difference to what its neighbours to the left and above foretell. */
function unfiltered(filtered: Uint8Array, size: number, height: number, step: number): Uint8Array {
  const lines = new Uint8Array(size * height);
  for (let line = 0; line < height; line += 1) {
    const kind = filtered[line * (size + 1)]!;
    const from = line * (size + 1) + 1;
    const to = line * size;
    for (let at = 0; at < size; at += 1) {
      const left = at < step ? 0 : lines[to + at - step]!;
      const above = line === 0 ? 0 : lines[to + at - size]!;
      const corner = at < step || line === 0 ? 0 : lines[to + at - size - step]!;
      lines[to + at] = filtered[from + at]! + foretold(kind, left, above, corner);
    }
  }
  return lines;
}

function foretold(kind: number, left: number, above: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    default: {
      const guess = left + above - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? above : corner;
    }
  }
}
