/** As much as one read of an endless device gives: more than scripts ask for. */
const LENGTH = 65_536;
/** Bytes above ASCII are letters of their own (`encoding.ts`). */
const RAW = 0xf700;

/** What is read from a device; `drawn` is how often random ones were read before. */
export function readDevice(path: string, drawn: number): string {
  if (path === '/dev/zero' || path === '/dev/full') return '\0'.repeat(LENGTH);
  return path === '/dev/random' || path === '/dev/urandom' ? randomBytes(drawn) : '';
}

/** Always the same bytes for the same lab (Marsaglia's xorshift). */
function randomBytes(drawn: number): string {
  let state = (0x2545f491 + Math.imul(drawn, 0x9e3779b1)) | 1;
  let bytes = '';
  for (let at = 0; at < LENGTH; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const byte = (state >>> 11) & 0xff;
    bytes += String.fromCharCode(byte < 0x80 ? byte : RAW + byte);
  }
  return bytes;
}
