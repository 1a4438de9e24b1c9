import type { Cause } from '../../cause.ts';
import type { HookContext, TargetVerdict } from '../context.ts';
import type { NatRange } from '../nat/range.ts';
import { masquerade, nat, redirect } from '../targets/nat.ts';
import { evaluate } from './expression.ts';
import { lookUp, type Value } from './set.ts';
import type { NatStatement, Verdict } from './statement.ts';

/** Settles how a new connection is translated (nft_nat_eval, nft_masq_eval, nft_redir_eval). */
export function translate(statement: NatStatement, context: HookContext, cause: Cause): Verdict | 'break' {
  const range = rangeOf(statement, context);
  if (range === undefined) return 'break';
  return { kind: verdictOf(statement.kind, range, context, cause) === 'drop' ? 'drop' : 'accept' };
}

function verdictOf(kind: NatStatement['kind'], range: NatRange, context: HookContext, cause: Cause): TargetVerdict {
  switch (kind) {
    case 'masquerade':
      return masquerade({ kind: 'MASQUERADE', range }, context, cause);
    case 'redirect':
      return redirect({ kind: 'REDIRECT', range }, context, cause);
    case 'snat':
      return nat({ kind: 'SNAT', range }, context, cause);
    case 'dnat':
      return nat({ kind: 'DNAT', range }, context, cause);
  }
}

/** A network for a network: the bits behind the prefix stay as they are (nft_nat_setup_netmap). */
function networkOf({ kind, address, addressUpTo }: NatStatement, context: HookContext): NatRange | undefined {
  const { packet, netns } = context;
  let low = addressUpTo === undefined || address === undefined ? undefined : evaluate(address, context)?.[0];
  let high: Value | undefined = addressUpTo;
  if (address?.kind === 'map') {
    const key = evaluate(address.key, context);
    const data = key === undefined ? undefined : lookUp(address.set, key, netns.kernel.now)?.data;
    if (data === undefined || !('values' in data)) return undefined;
    [low, high] = [data.values[0], data.ends?.[0] ?? data.values[0]];
  }
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const host = low ^ high;
  const own = kind === 'snat' ? packet.src : packet.dst;
  const to = ((low & ~host) | (own & host)) >>> 0;
  return { addresses: { min: to, max: to } };
}

/** What the expressions give for this packet; undefined where one gives nothing. */
function rangeOf(statement: NatStatement, context: HookContext): NatRange | undefined {
  if (statement.netmap) return networkOf(statement, context);
  const { address, addressUpTo, port, portUpTo, both, random, fullyRandom, persistent } = statement;
  const to = address === undefined ? [] : evaluate(address, context);
  const own = port === undefined ? [] : evaluate(port, context);
  if (to === undefined || own === undefined) return undefined;
  const first = to[0];
  const firstPort = both ? to[1] : own[0];
  return {
    ...(typeof first === 'number' && { addresses: { min: first, max: Number(addressUpTo ?? first) } }),
    ...(typeof firstPort === 'number' && { ports: { min: firstPort, max: portUpTo ?? firstPort } }),
    ...(random && { random }),
    ...(fullyRandom && { randomFully: true }),
    ...(persistent && { persistent }),
  };
}
