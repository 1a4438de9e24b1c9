const LINE = 16;
/** Columns of the hexadecimal digits of a full line. */
const WIDTH = 40;

/** `-x` and `-X`: lines of sixteen bytes, each line begun by a newline (hex_and_ascii_print). */
export function hexDump(bytes: Uint8Array, withText: boolean): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += LINE) {
    const line = bytes.subarray(at, at + LINE);
    let digits = '';
    line.forEach((byte, index) => {
      digits += (index % 2 === 0 ? ' ' : '') + byte.toString(16).padStart(2, '0');
    });
    const shown = withText
      ? `${digits.padEnd(WIDTH)}  ${Array.from(line, (byte) => visible(byte, '.')).join('')}`
      : digits;
    text += `\n\t0x${at.toString(16).padStart(4, '0')}: ${shown}`;
  }
  return text;
}

/** `-A`: the bytes as text (ascii_print). */
export function textDump(bytes: Uint8Array): string {
  return `\n${Array.from(bytes, (byte) => (byte === 9 || byte === 10 ? String.fromCharCode(byte) : visible(byte, ' '))).join('')}`;
}

function visible(byte: number, space: string): string {
  if (byte === 0x20) return space;
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
