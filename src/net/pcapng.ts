/** An interface of a capture. */
export interface CaptureInterface {
  readonly name: string;
  readonly description: string;
}

/** A captured frame; `time` in microseconds since the epoch. */
export interface CapturedFrame {
  readonly interface: number;
  readonly time: number;
  readonly bytes: Uint8Array;
}

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const LINKTYPE_ETHERNET = 1;

/** Writes a pcapng file (draft-ietf-opsawg-pcapng): a section, a block an interface, a block a frame; little endian. */
export function encodePcapng(interfaces: readonly CaptureInterface[], frames: readonly CapturedFrame[]): Uint8Array {
  const blocks = [
    block(SECTION_HEADER, [word(0x1a2b3c4d), half(1), half(0), word(0xffffffff), word(0xffffffff)]),
    ...interfaces.map(({ name, description }) =>
      block(INTERFACE_DESCRIPTION, [
        half(LINKTYPE_ETHERNET),
        half(0),
        word(262144),
        option(2, name),
        option(3, description),
        option(9, '\u0006'),
        word(0),
      ]),
    ),
    ...frames.map((frame) =>
      block(ENHANCED_PACKET, [
        word(frame.interface),
        word(Math.floor(frame.time / 0x100000000)),
        word(frame.time % 0x100000000),
        word(frame.bytes.length),
        word(frame.bytes.length),
        padded(frame.bytes),
      ]),
    ),
  ];
  return concat(blocks);
}

function block(type: number, body: readonly Uint8Array[]): Uint8Array {
  const content = concat(body);
  const length = word(content.length + 12);
  return concat([word(type), length, content, length]);
}

function option(code: number, text: string): Uint8Array {
  // Device and namespace names; TextEncoder belongs to no pure language, and other letters than ASCII may show as one.
  const value = Uint8Array.from(text, (letter) => Math.min(letter.charCodeAt(0), 255));
  return concat([half(code), half(value.length), padded(value)]);
}

function word(value: number): Uint8Array {
  return new Uint8Array([value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]);
}

function half(value: number): Uint8Array {
  return new Uint8Array([value & 255, (value >>> 8) & 255]);
}

function padded(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array((bytes.length + 3) & ~3);
  result.set(bytes);
  return result;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
