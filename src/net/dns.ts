import type { Ipv4 } from './ipv4.ts';
import { ByteWriter } from './writer.ts';

/** Types of records (RFC 1035 §3.2.2, RFC 3596). */
export const DNS_TYPES = { A: 1, PTR: 12, AAAA: 28 } as const;
export type DnsType = keyof typeof DNS_TYPES;

/** Response codes (RFC 1035 §4.1.1). */
export const NOERROR = 0;
export const NXDOMAIN = 3;

/** What is asked of a name server. */
export interface DnsQuestion {
  readonly id: number;
  /** Without the dot at its end. */
  readonly name: string;
  readonly type: number;
}

/** What a name server says: addresses for a question of type A, names for one of type PTR. */
export interface DnsAnswer {
  readonly id: number;
  readonly code: number;
  readonly type: number;
  readonly addresses: readonly Ipv4[];
  readonly names: readonly string[];
}

const CLASS_IN = 1;
const RESPONSE = 0x8000;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;
/** How long an answer holds, in seconds. */
const TTL = 300;

function writeName(writer: ByteWriter, name: string): ByteWriter {
  for (const label of name.split('.').filter((each) => each !== '')) {
    writer.u8(Math.min(label.length, 63));
    for (const letter of label.slice(0, 63)) writer.u8(letter.charCodeAt(0) & 0xff);
  }
  return writer.u8(0);
}

/** The message that asks a question (RFC 1035 §4). */
export function encodeDnsQuestion({ id, name, type }: DnsQuestion): Uint8Array {
  const writer = new ByteWriter().u16(id).u16(RECURSION_DESIRED).u16(1).u16(0).u16(0).u16(0);
  return writeName(writer, name).u16(type).u16(CLASS_IN).finish();
}

/** The message that answers a question. */
export function encodeDnsAnswer(question: DnsQuestion, answer: Omit<DnsAnswer, 'id' | 'type'>): Uint8Array {
  const count = answer.addresses.length + answer.names.length;
  const flags = RESPONSE | RECURSION_DESIRED | RECURSION_AVAILABLE | answer.code;
  const writer = new ByteWriter().u16(question.id).u16(flags).u16(1).u16(count).u16(0).u16(0);
  writeName(writer, question.name).u16(question.type).u16(CLASS_IN);
  // The name of each record is that of the question, which begins at byte 12.
  const record = () => writer.u16(0xc00c).u16(question.type).u16(CLASS_IN).u32(TTL);
  for (const address of answer.addresses) record().u16(4).u32(address);
  for (const name of answer.names) {
    const bytes = writeName(new ByteWriter(), name).finish();
    record().u16(bytes.length).raw(bytes);
  }
  return writer.finish();
}

/** Reads the question of a message; undefined when it is none. */
export function decodeDnsQuestion(bytes: Uint8Array): DnsQuestion | undefined {
  if (bytes.length < 12 || u16(bytes, 4) !== 1) return undefined;
  const { name, next } = readName(bytes, 12);
  return next + 4 > bytes.length ? undefined : { id: u16(bytes, 0), name, type: u16(bytes, next) };
}

/** Reads an answer; undefined when the message is none. */
export function decodeDnsAnswer(bytes: Uint8Array): DnsAnswer | undefined {
  const question = decodeDnsQuestion(bytes);
  if (question === undefined || (u16(bytes, 2) & RESPONSE) === 0) return undefined;
  const addresses: Ipv4[] = [];
  const names: string[] = [];
  let at = readName(bytes, 12).next + 4;
  for (let count = u16(bytes, 6); count > 0 && at < bytes.length; count--) {
    at = readName(bytes, at).next;
    const type = u16(bytes, at);
    const length = u16(bytes, at + 8);
    if (type === DNS_TYPES.A) addresses.push((u16(bytes, at + 10) * 0x10000 + u16(bytes, at + 12)) >>> 0);
    if (type === DNS_TYPES.PTR) names.push(readName(bytes, at + 10).name);
    at += 10 + length;
  }
  return { id: question.id, code: u16(bytes, 2) & 15, type: question.type, addresses, names };
}

/** A name from `at` on, with references to earlier ones (RFC 1035 §4.1.4), and where it ends. */
function readName(bytes: Uint8Array, at: number): { readonly name: string; readonly next: number } {
  const labels: string[] = [];
  let next: number | undefined;
  let position = at;
  for (let steps = 0; steps < 128; steps++) {
    const length = bytes[position] ?? 0;
    if (length >= 0xc0) {
      next ??= position + 2;
      position = u16(bytes, position) & 0x3fff;
    } else if (length === 0) break;
    else {
      labels.push(String.fromCharCode(...bytes.subarray(position + 1, position + 1 + length)));
      position += 1 + length;
    }
  }
  return { name: labels.join('.'), next: next ?? position + 1 };
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
