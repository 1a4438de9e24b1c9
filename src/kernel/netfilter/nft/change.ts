import { CT_UNTRACKED } from '../conntrack/info.ts';
import type { HookContext } from '../context.ts';
import { tcpmss } from '../targets/tcpmss.ts';
import { evaluate } from './expression.ts';
import type { Statement } from './statement.ts';

/** Changes a field of the packet, its meta data or its connection; false where it has none (nft_payload_set_eval …). */
export function change(statement: Extract<Statement, { kind: 'set' | 'notrack' }>, context: HookContext): boolean {
  const { skb } = context;
  if (statement.kind === 'notrack') {
    if (skb.connection === null) skb.ctInfo = CT_UNTRACKED;
    return true;
  }
  const { target } = statement;
  if (target === 'tcp option maxseg size') return clampSegments(statement.value, context);
  const value = evaluate(statement.value, context)?.[0];
  if (value === undefined) return false;
  return write(target, Number(value), context);
}

function clampSegments(value: Extract<Statement, { kind: 'set' }>['value'], context: HookContext): boolean {
  const isPath = value.kind === 'field' && value.name === 'rt mtu';
  const size = isPath ? undefined : evaluate(value, context)?.[0];
  const { payload } = context.packet;
  if (payload.kind !== 'tcp' || payload.mss === undefined) return false;
  tcpmss({ kind: 'TCPMSS', mss: isPath ? 'pmtu' : Number(size) }, context);
  return true;
}

function write(target: string, value: number, { skb, packet }: HookContext): boolean {
  const { payload } = packet;
  switch (target) {
    case 'meta nftrace':
      skb.traced = value !== 0;
      return true;
    case 'meta mark':
      skb.mark = value;
      return true;
    case 'ct mark':
      skb.connection?.setMark(value);
      return true;
    case 'ip ttl':
      skb.packet = { ...packet, ttl: value };
      return true;
    case 'ip dscp':
      skb.packet = { ...packet, tos: (value << 2) | (packet.tos & 3) };
      return true;
    case 'ip ecn':
      skb.packet = { ...packet, tos: (packet.tos & ~3) | value };
      return true;
    case 'ip saddr':
      skb.packet = { ...packet, src: value };
      return true;
    case 'ip daddr':
      skb.packet = { ...packet, dst: value };
      return true;
    case 'tcp sport':
    case 'udp sport':
      if (payload.kind !== target.slice(0, 3)) return false;
      skb.packet = { ...packet, payload: { ...payload, srcPort: value } as typeof payload };
      return true;
    case 'tcp dport':
    case 'udp dport':
      if (payload.kind !== target.slice(0, 3)) return false;
      skb.packet = { ...packet, payload: { ...payload, dstPort: value } as typeof payload };
      return true;
    default:
      // Priorities and classes change nothing that is simulated.
      return true;
  }
}
