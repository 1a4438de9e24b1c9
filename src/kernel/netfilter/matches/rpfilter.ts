import type { HookContext } from '../context.ts';
import { returnsBy } from '../host.ts';

/** `-m rpfilter`: an answer would leave by the device the packet came in by (net/ipv4/netfilter/ipt_rpfilter.c). */
export interface RpfilterMatch {
  readonly kind: 'rpfilter';
  /** Any device will do. */
  readonly loose: boolean;
  /** The packet's mark counts in the lookup. */
  readonly validMark: boolean;
  /** Sources that are this host's own are accepted. */
  readonly acceptLocal: boolean;
  readonly invert: boolean;
}

export function matchRpfilter(match: RpfilterMatch, context: HookContext): boolean {
  return returnsBy(context, match) !== match.invert;
}
