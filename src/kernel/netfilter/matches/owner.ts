import type { HookContext } from '../context.ts';

/** A range of user or group numbers that may be negated. */
export interface IdTest {
  readonly min: number;
  readonly max: number;
  readonly invert: boolean;
}

/** `-m owner`: whose socket sent the packet (net/netfilter/xt_owner.c). Every process here is root's. */
export interface OwnerMatch {
  readonly kind: 'owner';
  readonly user?: IdTest;
  readonly group?: IdTest;
  /** Supplementary groups count too. */
  readonly supplementary: boolean;
  readonly socketExists?: { readonly invert: boolean };
}

const ROOT = 0;

export function matchOwner({ user, group, socketExists }: OwnerMatch, { skb }: HookContext): boolean {
  const isNegated = (test: { readonly invert: boolean } | undefined) => test === undefined || test.invert;
  // Without a socket only what is negated holds; with the kernel's own, which has no owner, of user and group.
  if (skb.socketOf === null || skb.inDevice !== null) return [user, group, socketExists].every(isNegated);
  if (socketExists?.invert === true) return false;
  if (skb.socketOf === 'kernel') return [user, group].every(isNegated);
  return [user, group].every((test) => test === undefined || (ROOT >= test.min && ROOT <= test.max) !== test.invert);
}
