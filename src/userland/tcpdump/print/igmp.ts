import { RECORD_TYPES } from '../../../net/igmp.ts';
import { u8, u16, u32 } from '../bytes.ts';
import type { IpPayload } from './ip.ts';
import type { Style } from './style.ts';

/** Bytes of a group in a report of version 3, without its sources. */
const RECORD = 8;

/** A message of IGMP (tcpdump's igmp_print). */
export function printIgmp(style: Style, { bytes, length }: IpPayload): string {
  const group = style.host(u32(bytes, 4));
  switch (u8(bytes, 0)) {
    case 0x11:
      return `igmp query${length >= 12 ? printV3Query(style, bytes) : printQuery(style, bytes)}`;
    case 0x12:
      return `igmp v1 report ${group}`;
    case 0x16:
      return `igmp v2 report ${group}`;
    case 0x17:
      return `igmp leave ${group}`;
    case 0x22:
      return `igmp v3 report, ${u16(bytes, 6)} group record(s)${style.verbose > 0 ? printRecords(style, bytes) : ''}`;
    default:
      return `igmp-${u8(bytes, 0)}`;
  }
}

function printQuery(style: Style, bytes: Uint8Array): string {
  const wait = u8(bytes, 1);
  const version = wait === 0 ? ' v1' : ` v2${wait === 100 ? '' : ` [max resp time ${wait}]`}`;
  return version + (u32(bytes, 4) === 0 ? '' : ` [gaddr ${style.host(u32(bytes, 4))}]`);
}

function printV3Query(style: Style, bytes: Uint8Array): string {
  const code = u8(bytes, 1);
  const wait = code < 128 ? code : ((code & 15) | 16) << (((code >> 4) & 7) + 3);
  const shown = code === 100 ? '' : ` [max resp time ${printWait(wait)}]`;
  if (u32(bytes, 4) === 0) return ` v3${shown}`;
  return ` v3${shown} [gaddr ${style.host(u32(bytes, 4))}${printSources(style, bytes, 12, u16(bytes, 10), false)}]`;
}

/** Tenths of a second. */
function printWait(tenths: number): string {
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}s`;
  const rest = tenths % 600;
  return `${Math.floor(tenths / 600)}m${rest === 0 ? '' : `${Math.floor(rest / 10)}s`}`;
}

function printRecords(style: Style, bytes: Uint8Array): string {
  let at = RECORD;
  let text = '';
  for (let i = 0; i < u16(bytes, 6); i++) {
    const type = RECORD_TYPES[u8(bytes, at) - 1] ?? ` [v3-report-#${u8(bytes, at)}]`;
    const sources = u16(bytes, at + 2);
    text += ` [gaddr ${style.host(u32(bytes, at + 4))} ${type}${printSources(style, bytes, at + RECORD, sources, true)}]`;
    at += RECORD + 4 * sources;
  }
  return text;
}

/** How many sources, or which with `-vv`. */
function printSources(style: Style, bytes: Uint8Array, at: number, count: number, always: boolean): string {
  if (count === 0 && !always) return '';
  if (style.verbose < 2) return `, ${count} source(s)`;
  const names = Array.from({ length: count }, (_, i) => ` ${style.host(u32(bytes, at + 4 * i))}`);
  return ` {${names.join('')} }`;
}
