import { encodeFrame, encodePacket } from '../../../../net/encode.ts';
import { tcpHeaderLength } from '../../../../net/tcp.ts';
import { UDP_HLEN } from '../../../../net/udp.ts';
import type { HookContext } from '../../context.ts';
import type { Value } from '../set.ts';

/** Bits of a packet: so many from a place in its link, network or transport header on, or behind that (`ih`). */
export interface RawPayload {
  readonly base: 'll' | 'nh' | 'th' | 'ih';
  readonly offset: number;
  readonly bits: number;
}

/** Numbers of more bits are bigints. */
const NUMBER_BITS = 48;

/** The bits as a number; undefined where the packet ends before (nft_payload_eval). */
export function readRaw({ base, offset, bits }: RawPayload, context: HookContext): Value | undefined {
  const bytes = headerOf(base, context);
  const end = offset + bits;
  if (bytes === undefined || end > bytes.length * 8) return undefined;
  let value = 0n;
  for (let at = offset >> 3; at * 8 < end; at++) value = (value << 8n) | BigInt(bytes[at]!);
  value = (value >> BigInt((8 - (end & 7)) & 7)) & ((1n << BigInt(bits)) - 1n);
  return bits > NUMBER_BITS ? value : Number(value);
}

function headerOf(base: RawPayload['base'], context: HookContext): Uint8Array | undefined {
  const { skb, packet } = context;
  if (base === 'll') {
    if (!skb.hasMac || (context.family === 'ip' && context.inDevice === null)) return undefined;
    return encodeFrame({ dst: skb.dstMac, src: skb.srcMac, payload: packet, vlan: skb.vlan });
  }
  const bytes = encodePacket(packet);
  if (base === 'nh') return bytes;
  if (!context.isIpv4 || packet.fragmentOffset !== 0) return undefined;
  const transport = bytes.subarray((bytes[0]! & 15) * 4);
  if (base === 'th') return transport;
  const { payload } = packet;
  if (payload.kind === 'tcp') return transport.subarray(tcpHeaderLength(payload));
  return payload.kind === 'udp' ? transport.subarray(UDP_HLEN) : undefined;
}
