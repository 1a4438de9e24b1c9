import type { Cause } from './cause.ts';
import type { Errno } from './errno.ts';

/** A request the kernel refused: a value, never an exception. */
export interface Refusal {
  readonly errno: Errno;
  /** The text of the netlink extended acknowledgement, where the kernel gives one ("Nexthop has invalid gateway."). */
  readonly extack?: string;
  /** Who made the object that stands in the way (the route that already exists), where there is one. */
  readonly because?: Cause;
}

/** The answer to a request: a value, or a refusal. */
export type Result<T = void> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Refusal };

/** The answer of a request that returns nothing. */
export const DONE: Result<void> = { ok: true, value: undefined };

/** A granted request. */
export function granted<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A refused request. */
export function refused(
  errno: Errno,
  extack?: string,
  because?: Cause,
): { readonly ok: false; readonly error: Refusal } {
  return {
    ok: false,
    error: { errno, ...(extack === undefined ? {} : { extack }), ...(because === undefined ? {} : { because }) },
  };
}
