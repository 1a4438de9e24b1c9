import { u8, u16, u32 } from '../bytes.ts';
import type { IpPayload } from './ip.ts';
import type { Style } from './style.ts';
import { hex, rightSum } from './udp.ts';

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;
const FLAGS: readonly (readonly [number, string])[] = [
  [FIN, 'F'],
  [SYN, 'S'],
  [RST, 'R'],
  [8, 'P'],
  [ACK, '.'],
  [32, 'U'],
  [64, 'E'],
  [128, 'W'],
];

/** A TCP segment (tcpdump's tcp_print). */
export function printTcp(style: Style, payload: IpPayload): string {
  const { bytes, src, dst } = payload;
  const sourcePort = u16(bytes, 0);
  const destinationPort = u16(bytes, 2);
  const headerLength = (u8(bytes, 12) >> 4) * 4;
  const length = payload.length - headerLength;
  const ports = `${src}.${style.port(sourcePort, 'tcp')} > ${dst}.${style.port(destinationPort, 'tcp')}: `;
  if (style.quiet) return `${ports}tcp ${length}`;
  const bits = u8(bytes, 13);
  const flags = FLAGS.filter(([bit]) => (bits & bit) !== 0).map(([, letter]) => letter);
  const { sequence, acknowledgement } = numbersOf(style, payload);
  // What the other side sent is counted like its acknowledgement.
  const sackBase = (u32(bytes, 8) - acknowledgement) >>> 0;
  const parts = [`Flags [${flags.length === 0 ? 'none' : flags.join('')}]`];
  if (style.verbose > 0 && !style.unchecked && !payload.fragmented && bytes.length >= payload.length)
    parts.push(printSum(payload));
  if (style.verbose > 1 || length > 0 || (bits & (SYN | FIN | RST)) !== 0)
    parts.push(`seq ${sequence}${length > 0 ? `:${(sequence + length) >>> 0}` : ''}`);
  if ((bits & ACK) !== 0) parts.push(`ack ${acknowledgement}`);
  parts.push(`win ${u16(bytes, 14)}`);
  if ((bits & 32) !== 0) parts.push(`urg ${u16(bytes, 18)}`);
  if (headerLength > 20) parts.push(`options [${printOptions(bytes.subarray(20, headerLength), sackBase)}]`);
  parts.push(`length ${length}`);
  return ports + parts.join(', ');
}

function printSum({ bytes, length, pseudo }: IpPayload): string {
  const said = u16(bytes, 16);
  const right = rightSum(bytes, 16, pseudo + length);
  return `cksum 0x${hex(said)} (${said === right ? 'correct' : `incorrect -> 0x${hex(right)}`})`;
}

/** Sequence numbers, counted from those the conversation began with once it has been seen. */
function numbersOf(style: Style, { bytes, ends }: IpPayload): { sequence: number; acknowledgement: number } {
  const sequence = u32(bytes, 4);
  const acknowledgement = u32(bytes, 8);
  const bits = u8(bytes, 13);
  if (style.absolute || (bits & ACK) === 0) return { sequence, acknowledgement };
  const [source, destination] = [u16(bytes, 0), u16(bytes, 2)];
  const isUpper = source > destination || (source === destination && ends[0] > ends[1]);
  const here = `${ends[0]}.${source}`;
  const there = `${ends[1]}.${destination}`;
  const key = isUpper ? `${there} ${here}` : `${here} ${there}`;
  const known = style.conversations.get(key);
  if (known === undefined || (bits & SYN) !== 0) {
    const other = acknowledgement - 1;
    style.conversations.set(key, isUpper ? { lower: other, upper: sequence } : { lower: sequence, upper: other });
    return { sequence, acknowledgement };
  }
  const own = isUpper ? known.upper : known.lower;
  const other = isUpper ? known.lower : known.upper;
  return { sequence: (sequence - own) >>> 0, acknowledgement: (acknowledgement - other) >>> 0 };
}

function printOptions(bytes: Uint8Array, sackBase: number): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = u8(bytes, at);
    const size = kind < 2 ? 1 : Math.max(u8(bytes, at + 1), 2);
    parts.push(printOption(kind, bytes.subarray(at, at + size), sackBase));
    if (kind === 0) break;
    at += size;
  }
  return parts.join(',');
}

function printOption(kind: number, bytes: Uint8Array, sackBase: number): string {
  switch (kind) {
    case 0:
      return 'eol';
    case 1:
      return 'nop';
    case 2:
      return `mss ${u16(bytes, 2)}`;
    case 3:
      return `wscale ${u8(bytes, 2)}`;
    case 4:
      return 'sackOK';
    case 5:
      return printSack(bytes, sackBase);
    case 8:
      return `TS val ${u32(bytes, 2)} ecr ${u32(bytes, 6)}`;
    default:
      return `unknown-${kind} 0x${Array.from(bytes.subarray(2), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
}

/** `sack 1 {5:9}`: the blocks that arrived out of order. */
function printSack(bytes: Uint8Array, base: number): string {
  const blocks: string[] = [];
  for (let at = 2; at + 8 <= bytes.length; at += 8)
    blocks.push(`{${(u32(bytes, at) - base) >>> 0}:${(u32(bytes, at + 4) - base) >>> 0}}`);
  return `sack ${blocks.length} ${blocks.join('')}`;
}
