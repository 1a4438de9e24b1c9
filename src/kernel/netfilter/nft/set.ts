import type { Cause } from '../../cause.ts';
import type { Statement, Verdict } from './statement.ts';

/** A value of a register: a number (IPv4 addresses, ports, MACs …), an IPv6 address, a name of a device. */
export type Value = number | bigint | string;

/** A key of a set: one value, or one a dimension. */
export type Key = readonly Value[];

/** From where to where an element reaches, both ends included, in one dimension. */
export interface Interval {
  readonly low: Value;
  readonly high: Value;
  /** Names of devices: `low` is only their beginning. */
  readonly prefix?: boolean;
}

/** What a key leads to in a map: values, or a verdict. */
export type Data =
  | { readonly values: readonly Value[]; readonly ends?: readonly Value[] }
  | { readonly verdict: Verdict };

/** An element of a set or map (struct nft_set_ext). */
export interface NftElement {
  /** One interval a dimension; undefined for `*`, which stands for all that no other element has. */
  readonly key: readonly Interval[] | undefined;
  readonly data?: Data;
  readonly comment?: string;
  /** Microseconds it lives, where that is its own and not the set's. */
  readonly timeout?: number | undefined;
  /** Virtual time of its end. */
  expires?: number | undefined;
  /** Counters and limits of its own. */
  readonly statements: readonly Statement[];
}

/** What a set is made for. */
export interface SetDescription {
  /** Made by a rule's `meter`: other rules do not see it. */
  readonly meter?: boolean;
  /** The types of the key's dimensions, by nft's names. */
  readonly keyTypes: readonly string[];
  /** The types of what a map's keys lead to; `['verdict']` for verdicts; undefined for a set. */
  readonly dataTypes: readonly string[] | undefined;
  /** The key was written as an expression (`typeof ip saddr`), which listings repeat. */
  readonly typeOf?: string;
  readonly constant?: boolean;
  readonly interval?: boolean;
  readonly dynamic?: boolean;
  readonly timed?: boolean;
  readonly autoMerge?: boolean;
  /** How many elements it has at most. */
  size?: number | undefined;
  readonly policy?: string | undefined;
  /** Microseconds. */
  readonly timeout?: number | undefined;
  readonly gcInterval?: number | undefined;
  readonly comment?: string | undefined;
  /** Given to each element that comes (`counter`). */
  readonly statements?: readonly Statement[];
}

/** A set or map, of a name, or of one rule only. */
export class NftSet {
  /** Undefined for the one of a rule. */
  readonly name: string;
  readonly anonymous: boolean;
  readonly description: SetDescription;
  readonly elements: NftElement[] = [];
  readonly handle: number;
  readonly cause: Cause;

  constructor(name: string, anonymous: boolean, description: SetDescription, handle: number, cause: Cause) {
    this.name = name;
    this.anonymous = anonymous;
    this.description = description;
    this.handle = handle;
    this.cause = cause;
  }
}

/** The element that has the key, or the one for all others (nft_set_ops.lookup); expired ones are as good as gone. */
export function lookUp(set: NftSet, key: Key, now: number): NftElement | undefined {
  let others: NftElement | undefined;
  for (const element of set.elements) {
    if (element.expires !== undefined && element.expires <= now) continue;
    if (element.key === undefined) others = element;
    else if (holds(element.key, key)) return element;
  }
  return others;
}

function holds(intervals: readonly Interval[], key: Key): boolean {
  for (const [i, interval] of intervals.entries()) {
    const value = key[i];
    if (value === undefined || !within(interval, value)) return false;
  }
  return true;
}

/** Whether an interval has a value. */
export function within({ low, high, prefix }: Interval, value: Value): boolean {
  if (typeof value === 'string') return prefix === true ? value.startsWith(low as string) : value === low;
  return typeof low !== 'string' && typeof high !== 'string' && value >= low && value <= high;
}

/** The element that is the same interval; undefined when there is none. */
export function findElement(set: NftSet, key: NftElement['key'], now: number): NftElement | undefined {
  return set.elements.find(
    (element) => (element.expires === undefined || element.expires > now) && sameKey(element.key, key),
  );
}

/** Whether two elements are for the same keys. */
export function sameKey(a: NftElement['key'], b: NftElement['key']): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.every(({ low, high, prefix }, i) => low === b[i]?.low && high === b[i]?.high && prefix === b[i]?.prefix);
}

/** Whether two elements have a key in common. */
export function overlaps(a: NftElement['key'], b: NftElement['key']): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.every((one, i) => {
    const other = b[i]!;
    if (typeof one.low === 'string') return one.low === other.low && one.prefix === other.prefix;
    return within(one, other.low) || within(other, one.low);
  });
}

/** Takes out what has expired (nft_rhash_gc). */
export function expire(set: NftSet, now: number): void {
  if (!set.elements.some(({ expires }) => expires !== undefined && expires <= now)) return;
  const left = set.elements.filter(({ expires }) => expires === undefined || expires > now);
  set.elements.splice(0, Number.POSITIVE_INFINITY, ...left);
}
