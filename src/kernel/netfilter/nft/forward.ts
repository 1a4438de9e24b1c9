import { transmit } from '../../link/transmit.ts';
import type { HookContext } from '../context.ts';
import { evaluate } from './expression.ts';
import type { Statement } from './statement.ts';

/** Sends a frame out of another device, `dup` a copy of it (nft_fwd_netdev_eval, nft_dup_netdev_eval). */
export function sendBy(
  { kind, device }: Extract<Statement, { kind: 'fwd' | 'dup' }>,
  context: HookContext,
): { kind: 'stolen' } | { kind: 'drop' } | undefined {
  const { netns, skb } = context;
  const index = evaluate(device, context)?.[0];
  const out = netns.devices.get(Number(index));
  if (kind === 'dup') {
    if (out !== undefined) transmit(out, skb.clone(netns.kernel));
    return undefined;
  }
  if (out === undefined) return { kind: 'drop' };
  transmit(out, skb);
  return { kind: 'stolen' };
}
