import type { Chain } from '../table.ts';
import type { RejectWith } from '../targets/reject.ts';
import type { Expression } from './expression.ts';
import type { LimitState } from './limit.ts';
import type { NftObject } from './object.ts';
import type { Interval, NftSet, Value } from './set.ts';

/** The end of a rule, or of an element of a verdict map (NFT_*, NF_*). */
export type Verdict =
  | { readonly kind: 'accept' | 'drop' | 'return' | 'continue' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: Chain };

/** What a test compares with. */
export type Comparand =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'interval'; readonly interval: Interval; readonly written: 'range' | 'prefix' }
  /** One of these bits has to be set; negated: none of them. */
  | { readonly kind: 'bits'; readonly mask: number }
  | { readonly kind: 'set'; readonly set: NftSet }
  /** A concatenation of single values. */
  | { readonly kind: 'values'; readonly values: readonly Value[] };

/** Comparisons. */
export type Comparison = '==' | '!=' | '<' | '>' | '<=' | '>=';

/** Where NAT translates to. Expressions give one value; with `upTo` it is a range. */
export interface NatStatement {
  readonly kind: 'snat' | 'dnat' | 'masquerade' | 'redirect';
  /** The family was written, as tables of family inet want it. */
  readonly family: 'ip' | 'ip6' | undefined;
  readonly address?: Expression | undefined;
  readonly addressUpTo?: Value | undefined;
  readonly port?: Expression | undefined;
  readonly portUpTo?: number | undefined;
  /** The address expression gives address and port (`addr . port`). */
  readonly both?: boolean;
  /** The bits behind a prefix stay as they are. */
  readonly netmap?: boolean;
  readonly random?: boolean;
  readonly fullyRandom?: boolean;
  readonly persistent?: boolean;
}

/** `limit rate …`: matches up to a rate, or above it (`over`). */
export interface Rate {
  /** Packets, or bytes, in a unit of time. */
  readonly rate: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day' | 'week';
  readonly bytes: boolean;
  readonly burst: number;
  readonly over: boolean;
}

/** A statement of a rule, as plain data; some keep their state in themselves, as expressions of nf_tables do. */
export type Statement =
  | {
      readonly kind: 'match';
      readonly left: Expression;
      readonly op: Comparison;
      readonly right: Comparand;
      /** Another statement wants it; listings leave it out. */
      readonly implied?: boolean;
    }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'vmap'; readonly key: Expression; readonly set: NftSet }
  | { readonly kind: 'counter'; packets: number; bytes: number }
  | { readonly kind: 'object'; readonly object: NftObject }
  | { readonly kind: 'limit'; readonly rate: Rate; readonly state: LimitState }
  | { readonly kind: 'quota'; readonly over: boolean; readonly bytes: number; used: number }
  | { readonly kind: 'connlimit'; readonly over: boolean; readonly count: number; readonly connections: object[] }
  | {
      readonly kind: 'log';
      readonly prefix: string | undefined;
      readonly level: number | undefined;
      readonly flags: number;
      readonly group: number | undefined;
      readonly snaplen: number | undefined;
      readonly threshold: number | undefined;
    }
  | { readonly kind: 'reject'; readonly with: RejectWith; readonly written: RejectWritten }
  | NatStatement
  | { readonly kind: 'set'; readonly target: string; readonly value: Expression }
  | { readonly kind: 'notrack' }
  /** Kept and shown, without effect. */
  | { readonly kind: 'inert'; readonly text: string }
  /** The frame leaves by another device, itself or a copy. */
  | { readonly kind: 'fwd' | 'dup'; readonly device: Expression }
  | {
      readonly kind: 'update';
      readonly op: 'add' | 'update' | 'delete';
      readonly set: NftSet;
      readonly key: Expression;
      readonly data?: Expression | undefined;
      readonly timeout: number | undefined;
      /** Given to an element that is made. */
      readonly statements: readonly Statement[];
    };

/** How a `reject` was written: with which protocol, and the code's number. */
export interface RejectWritten {
  readonly type: 'icmp' | 'icmpv6' | 'icmpx' | 'tcp reset';
  readonly code: number;
}

/** A rule of nft's own. */
export interface NativeRule {
  readonly statements: readonly Statement[];
  readonly comment: string | undefined;
  /** Connection tracking has to run for it (nf_ct_netns_get). */
  readonly needsConntrack: boolean;
  /** A text a statement, for readers. */
  readonly words: readonly string[];
}

/** The chains that a rule leads to, one for each way. */
export function chainsNamed({ statements }: NativeRule): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'verdict') return calledBy(statement.verdict);
    if (statement.kind !== 'vmap') return [];
    return callsOf(statement.set);
  });
}

/** The chains that a verdict map leads to. */
export function callsOf(set: NftSet): readonly string[] {
  return set.elements.flatMap(({ data }) => (data !== undefined && 'verdict' in data ? calledBy(data.verdict) : []));
}

function calledBy(verdict: Verdict): readonly string[] {
  return verdict.kind === 'jump' || verdict.kind === 'goto' ? [verdict.chain.name] : [];
}
