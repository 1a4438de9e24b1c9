import type { RawPayload } from '../../kernel/netfilter/nft/fields/raw.ts';
import type { KeptKind } from '../../kernel/netfilter/nft/object.ts';
import type { Span } from './scanner.ts';

/** What nft's language says, as it was written; each part knows where. */

/** An expression. */
export type Expr = Span &
  (
    | { readonly kind: 'symbol'; readonly text: string; readonly quoted: boolean }
    | { readonly kind: 'asterisk'; readonly text: string }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'field'; readonly name: string; readonly direction?: 'original' | 'reply' }
    | ({ readonly kind: 'raw' } & RawPayload)
    | { readonly kind: 'fib'; readonly keys: readonly string[]; readonly result: string }
    | { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'concat'; readonly parts: readonly Expr[] }
    | { readonly kind: 'range'; readonly low: Expr; readonly high: Expr }
    | { readonly kind: 'prefix'; readonly of: Expr; readonly length: number }
    | { readonly kind: 'list'; readonly parts: readonly Expr[] }
    | { readonly kind: 'set'; readonly elements: readonly Element[] }
    | { readonly kind: 'reference'; readonly name: string }
    | { readonly kind: 'any' }
    | { readonly kind: 'map'; readonly key: Expr; readonly mappings: Expr }
    | { readonly kind: 'numgen'; readonly mode: 'inc' | 'random'; readonly modulus: number; readonly offset: number }
    | {
        readonly kind: 'hash';
        readonly of: Expr | undefined;
        readonly modulus: number;
        readonly seed: number | undefined;
        readonly offset: number;
      }
    | { readonly kind: 'verdict'; readonly verdict: VerdictSyntax }
  );

/** An element of a set in braces. */
export interface Element extends Span {
  readonly key: Expr;
  readonly data: Expr | undefined;
  readonly comment: string | undefined;
  readonly timeout: number | undefined;
  readonly expires: number | undefined;
  readonly statements: readonly Stmt[];
}

/** A verdict; jumps say where. */
export interface VerdictSyntax {
  readonly kind: 'accept' | 'drop' | 'continue' | 'return' | 'jump' | 'goto';
  readonly chain?: Name;
}

/** A name with its place. */
export interface Name extends Span {
  readonly text: string;
}

/** A statement of a rule. */
export type Stmt = Span &
  (
    | { readonly kind: 'match'; readonly left: Expr; readonly op: string | undefined; readonly right: Expr }
    | { readonly kind: 'verdict'; readonly verdict: VerdictSyntax }
    | { readonly kind: 'vmap'; readonly key: Expr; readonly mappings: Expr }
    | { readonly kind: 'counter'; readonly packets: number; readonly bytes: number }
    | { readonly kind: 'object'; readonly type: 'counter' | 'quota' | 'limit'; readonly name: Name }
    | ({ readonly kind: 'limit' } & RateSyntax)
    | { readonly kind: 'quota'; readonly over: boolean; readonly bytes: number; readonly used: number }
    | { readonly kind: 'connlimit'; readonly over: boolean; readonly count: number }
    | {
        readonly kind: 'log';
        readonly prefix: string | undefined;
        readonly level: string | undefined;
        readonly levelSpan: Span | undefined;
        readonly flags: number;
        readonly group: number | undefined;
        readonly snaplen: number | undefined;
        readonly threshold: number | undefined;
      }
    | {
        readonly kind: 'reject';
        readonly type: 'icmp' | 'icmpv6' | 'icmpx' | 'tcp reset' | undefined;
        readonly code: Name | undefined;
        readonly keyword: Span;
      }
    | {
        readonly kind: 'snat' | 'dnat' | 'masquerade' | 'redirect';
        readonly keyword: Span;
        readonly family: 'ip' | 'ip6' | undefined;
        readonly both: boolean;
        /** A network for a network. */
        readonly netmap: boolean;
        readonly address: Expr | undefined;
        readonly port: Expr | undefined;
        readonly flags: readonly string[];
      }
    | { readonly kind: 'set'; readonly target: Expr & { readonly kind: 'field' | 'raw' }; readonly value: Expr }
    | { readonly kind: 'notrack' }
    | { readonly kind: 'fwd' | 'dup'; readonly device: Expr }
    | {
        readonly kind: 'update';
        readonly op: 'add' | 'update' | 'delete';
        readonly set: Name;
        readonly key: Expr;
        readonly data: Expr | undefined;
        readonly timeout: number | undefined;
        readonly statements: readonly Stmt[];
      }
    | {
        readonly kind: 'meter';
        readonly name: Name;
        readonly size: number | undefined;
        readonly key: Expr;
        readonly timeout: number | undefined;
        readonly statements: readonly Stmt[];
      }
    | { readonly kind: 'kept'; readonly type: KeptKind; readonly name: Name }
    | { readonly kind: 'inert'; readonly text: string }
    /** Known to nft, not simulated. */
    | { readonly kind: 'unsimulated'; readonly what: string }
  );

/** `rate [over] 5/second burst 10 packets`. */
export interface RateSyntax {
  readonly rate: number;
  readonly unit: string;
  readonly bytes: boolean;
  readonly burst: number | undefined;
  readonly over: boolean;
}

/** A table, and what is in it. */
export interface TableName {
  readonly family: string;
  readonly table: Name;
}

/** The lines of a chain's block that are no rules. */
export interface ChainSyntax {
  readonly base: BaseSyntax | undefined;
  readonly policy: 'accept' | 'drop' | undefined;
  readonly policySpan: Span | undefined;
  readonly comment: string | undefined;
}

/** `type filter hook input priority filter + 10`. */
export interface BaseSyntax {
  readonly type: Name;
  readonly hook: Name;
  readonly priority: { readonly name: string | undefined; readonly offset: number } & Span;
  readonly devices: readonly string[];
}

/** A rule. */
export interface RuleSyntax extends Span {
  readonly statements: readonly Stmt[];
  readonly comment: string | undefined;
}

/** The block of a set or map. */
export interface SetSyntax extends Span {
  readonly types: readonly Name[] | undefined;
  readonly typeOf: Expr | undefined;
  readonly data: readonly Name[] | undefined;
  readonly dataOf: Expr | undefined;
  readonly flags: readonly string[];
  readonly timeout: number | undefined;
  readonly gcInterval: number | undefined;
  readonly size: number | undefined;
  readonly policy: string | undefined;
  readonly autoMerge: boolean;
  readonly comment: string | undefined;
  readonly elements: (Expr & { readonly kind: 'set' }) | undefined;
  readonly statements: readonly Stmt[];
}

/** A counter, quota or limit with a name. */
export interface ObjectSyntax {
  readonly type: 'counter' | 'quota' | 'limit';
  readonly packets: number;
  readonly bytes: number;
  readonly over: boolean;
  readonly used: number;
  readonly rate: RateSyntax | undefined;
  readonly comment: string | undefined;
}

/** What a helper, a policy of timeouts or a flow table says, word by word. */
export type KeptSyntax = ReadonlyMap<string, string>;

/** What is in a table's block. */
export interface TableBlock {
  readonly flags: readonly string[];
  readonly comment: string | undefined;
  readonly objects: readonly { readonly name: Name; readonly object: ObjectSyntax }[];
  readonly kept: readonly { readonly kind: KeptKind; readonly name: Name; readonly said: KeptSyntax }[];
  readonly sets: readonly { readonly name: Name; readonly isMap: boolean; readonly set: SetSyntax }[];
  readonly chains: readonly {
    readonly name: Name;
    readonly chain: ChainSyntax;
    readonly rules: readonly RuleSyntax[];
  }[];
}

/** Where a rule goes, or which one is meant. */
export interface RulePlace {
  readonly by: 'handle' | 'position' | 'index';
  readonly number: Name;
}

type Verb =
  | 'add'
  | 'create'
  | 'insert'
  | 'replace'
  | 'delete'
  | 'flush'
  | 'list'
  | 'reset'
  | 'rename'
  | 'get'
  | 'describe';

/** A command, with the whole of it as its place. */
export type Command = Span & {
  readonly verb: Verb;
} & (
    | { readonly object: 'table'; readonly at: TableName; readonly handle?: Name; readonly block?: TableBlock }
    | {
        readonly object: 'chain';
        readonly at: TableName;
        readonly name: Name;
        readonly handle?: boolean;
        readonly chain?: ChainSyntax;
        readonly newName?: Name;
        readonly rules?: readonly RuleSyntax[];
      }
    | {
        readonly object: 'rule';
        readonly at: TableName;
        readonly chain: Name;
        readonly place: RulePlace | undefined;
        readonly rule: RuleSyntax | undefined;
      }
    | {
        readonly object: 'set' | 'map';
        /** Of a rule's own. */
        readonly meter?: boolean;
        readonly at: TableName;
        readonly name: Name;
        readonly set?: SetSyntax;
      }
    | {
        readonly object: 'element';
        readonly at: TableName;
        readonly name: Name;
        readonly elements: Expr & { readonly kind: 'set' };
      }
    | {
        readonly object: 'counter' | 'quota' | 'limit';
        readonly at: TableName;
        readonly name: Name;
        readonly value?: ObjectSyntax;
      }
    | {
        readonly object: 'kept';
        readonly kind: KeptKind;
        readonly at: TableName;
        readonly name: Name;
        readonly said?: KeptSyntax;
      }
    | { readonly object: 'expression'; readonly expression: Expr }
    /** `ruleset`, `tables`, `chains`, `counters` …: all there are, of a family or a table. */
    | {
        readonly object: 'all';
        readonly what: string;
        readonly family: string | undefined;
        readonly table: Name | undefined;
      }
  );
