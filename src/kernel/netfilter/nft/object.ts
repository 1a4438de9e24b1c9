import type { Cause } from '../../cause.ts';
import type { LimitState } from './limit.ts';
import type { Rate } from './statement.ts';

/** What an object with a name is. */
export type ObjectState =
  | { readonly kind: 'counter'; packets: number; bytes: number }
  | { readonly kind: 'quota'; readonly over: boolean; readonly bytes: number; used: number }
  | { readonly kind: 'limit'; readonly rate: Rate; readonly state: LimitState }
  /** Kept and shown, without effect on packets. */
  | { readonly kind: KeptKind; readonly lines: readonly string[] };

/** Objects that are kept as they were written. */
export type KeptKind = 'ct helper' | 'ct timeout' | 'ct expectation' | 'synproxy' | 'flowtable';

/** A counter, quota or limit with a name, which rules share (struct nft_object). */
export interface NftObject {
  readonly name: string;
  readonly handle: number;
  readonly comment: string | undefined;
  readonly state: ObjectState;
  readonly cause: Cause;
}

/** The key of an object in its table: kinds have names of their own. */
export function objectKey(kind: ObjectState['kind'], name: string): string {
  return `${kind} ${name}`;
}
