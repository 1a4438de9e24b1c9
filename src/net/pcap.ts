/** A frame of a capture file: `time` in microseconds since 1970, `length` what it was on the wire. */
export interface LinkedFrame {
  readonly time: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** What a capture file holds. */
export interface PcapCapture {
  readonly linkType: number;
  readonly snaplen: number;
  readonly frames: readonly LinkedFrame[];
}

const MAGIC = 0xa1b2c3d4;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const SECOND = 1_000_000;

/** Writes a pcap file (draft-ietf-opsawg-pcap), version 2.4, little endian, microseconds. */
export function encodePcap(linkType: number, snaplen: number, frames: readonly LinkedFrame[]): Uint8Array {
  const size = frames.reduce((sum, { bytes }) => sum + RECORD_HEADER + bytes.length, FILE_HEADER);
  const result = new Uint8Array(size);
  const view = new DataView(result.buffer);
  const words = (at: number, values: readonly number[]) => {
    for (const [index, value] of values.entries()) view.setUint32(at + index * 4, value, true);
  };
  words(0, [MAGIC, 0x00040002, 0, 0, snaplen, linkType]);
  let at = FILE_HEADER;
  for (const { time, length, bytes } of frames) {
    words(at, [Math.floor(time / SECOND), time % SECOND, bytes.length, length]);
    result.set(bytes, at + RECORD_HEADER);
    at += RECORD_HEADER + bytes.length;
  }
  return result;
}

/** Reads a pcap file written here; undefined for anything else. A record that is cut off is left out. */
export function parsePcap(file: Uint8Array): PcapCapture | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number) => view.getUint32(at, true);
  if (file.length < FILE_HEADER || word(0) !== MAGIC) return undefined;
  const frames: LinkedFrame[] = [];
  for (let at = FILE_HEADER; at + RECORD_HEADER <= file.length; ) {
    const kept = word(at + 8);
    const start = at + RECORD_HEADER;
    if (start + kept > file.length) break;
    frames.push({
      time: word(at) * SECOND + word(at + 4),
      length: word(at + 12),
      bytes: file.subarray(start, start + kept),
    });
    at = start + kept;
  }
  return { linkType: word(20), snaplen: word(16), frames };
}
