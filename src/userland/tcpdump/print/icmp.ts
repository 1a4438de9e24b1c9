import { u8, u16, u32 } from '../bytes.ts';
import { type IpPayload, printIp } from './ip.ts';
import type { Style } from './style.ts';

/** Reasons of "destination unreachable" by code, `@` for the destination (RFC 1812 §5.2.7.1). */
const UNREACHABLE: ReadonlyMap<number, string> = new Map([
  [0, 'net @ unreachable'],
  [1, 'host @ unreachable'],
  [5, '@ unreachable - source route failed'],
  [6, 'net @ unreachable - unknown'],
  [7, 'host @ unreachable - unknown'],
  [8, '@ unreachable - source host isolated'],
  [9, 'net @ unreachable - admin prohibited'],
  [10, 'host @ unreachable - admin prohibited'],
  [11, 'net @ unreachable - tos prohibited'],
  [12, 'host @ unreachable - tos prohibited'],
  [13, 'host @ unreachable - admin prohibited filter'],
  [14, 'host @ unreachable - host precedence violation'],
  [15, 'host @ unreachable - precedence cutoff'],
]);
const REDIRECTS = ['redirect @ to net', 'redirect @ to host', 'redirect-tos @ to net', 'redirect-tos @ to host'];

/** An ICMP message (tcpdump's icmp_print). The packet an error is about follows with `-v`. */
export function printIcmp(style: Style, { bytes, length, fragmented }: IpPayload): string {
  const type = u8(bytes, 0);
  const isError = type === 3 || type === 5 || type === 11 || type === 12;
  const about = style.verbose > 0 && isError && !fragmented ? `\n\t${printIp(style, bytes.subarray(8))}` : '';
  return `ICMP ${printMessage(style, bytes)}, length ${length}${about}`;
}

function printMessage(style: Style, bytes: Uint8Array): string {
  const type = u8(bytes, 0);
  const code = u8(bytes, 1);
  switch (type) {
    case 0:
    case 8:
      return `echo ${type === 8 ? 'request' : 'reply'}, id ${u16(bytes, 4)}, seq ${u16(bytes, 6)}`;
    case 3:
      return printUnreachable(style, code, bytes);
    case 5: {
      const text = REDIRECTS[code];
      const destination = style.host(u32(bytes, 24));
      const gateway = style.host(u32(bytes, 4));
      return text === undefined
        ? `redirect-#${code} ${destination} to net ${gateway}`
        : `${text.replace('@', destination)} ${gateway}`;
    }
    case 11:
      if (code === 0) return 'time exceeded in-transit';
      return code === 1 ? 'ip reassembly time exceeded' : `time exceeded-#${code}`;
    case 12:
      return code === 0 ? `parameter problem - octet ${u8(bytes, 4)}` : `parameter problem - code ${code}`;
    default:
      return `type-#${type}`;
  }
}

function printUnreachable(style: Style, code: number, bytes: Uint8Array): string {
  const original = bytes.subarray(8);
  const destination = style.host(u32(original, 16));
  const protocol = u8(original, 9);
  const port = u16(original, (u8(original, 0) & 15) * 4 + 2);
  switch (code) {
    case 2:
      return `${destination} protocol ${protocol} unreachable`;
    case 3:
      if (protocol === 6) return `${destination} tcp port ${style.port(port, 'tcp')} unreachable`;
      if (protocol === 17) return `${destination} udp port ${style.port(port, 'udp')} unreachable`;
      return `${destination} protocol ${protocol} port ${port} unreachable`;
    case 4: {
      const mtu = u16(bytes, 6);
      return `${destination} unreachable - need to frag${mtu === 0 ? '' : ` (mtu ${mtu})`}`;
    }
    default:
      return UNREACHABLE.get(code)?.replace('@', destination) ?? `#${code} ${destination} unreachable`;
  }
}
