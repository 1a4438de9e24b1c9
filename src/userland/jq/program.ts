import type { Value } from './value.ts';

/** A filter of jq. `at` is where it was written. */
export type Filter =
  | { readonly kind: 'identity' | 'recurse' }
  | { readonly kind: 'literal'; readonly value: Value }
  /** `"text \(filter)"`; what the filters give is written in the format (`text` for none). */
  | { readonly kind: 'string'; readonly format: string; readonly parts: readonly (string | Filter)[] }
  | { readonly kind: 'format'; readonly name: string }
  | { readonly kind: 'index'; readonly target: Filter; readonly key: Filter }
  | { readonly kind: 'slice'; readonly target: Filter; readonly from?: Filter; readonly to?: Filter }
  | { readonly kind: 'iterate'; readonly target: Filter }
  | { readonly kind: 'array'; readonly body: Filter | undefined }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Filter; readonly value: Filter }[] }
  | { readonly kind: 'negate'; readonly body: Filter }
  | { readonly kind: 'pipe' | 'comma' | 'and' | 'or' | 'alternative'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'assign'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'if'; readonly test: Filter; readonly yes: Filter; readonly no: Filter }
  | { readonly kind: 'try'; readonly body: Filter; readonly handler: Filter | undefined }
  | { readonly kind: 'as'; readonly source: Filter; readonly patterns: readonly Pattern[]; readonly body: Filter }
  | {
      readonly kind: 'reduce';
      readonly source: Filter;
      readonly pattern: Pattern;
      readonly from: Filter;
      readonly step: Filter;
    }
  | {
      readonly kind: 'foreach';
      readonly source: Filter;
      readonly pattern: Pattern;
      readonly from: Filter;
      readonly step: Filter;
      readonly extract: Filter | undefined;
    }
  | { readonly kind: 'define'; readonly definition: Definition; readonly body: Filter }
  | { readonly kind: 'call'; readonly name: string; readonly words: readonly Filter[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly at: number }
  | { readonly kind: 'label'; readonly name: string; readonly body: Filter }
  | { readonly kind: 'break'; readonly name: string; readonly at: number };

/** `def name(parameters): body;`; the name with the number of its parameters, as `map/1`. A parameter may be a `$variable`. */
export interface Definition {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Filter;
}

/** What stands behind `as`. */
export type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly items: readonly Pattern[] }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: Filter; readonly name?: string; readonly value?: Pattern }[];
    };

/** Why a program cannot be read: messages with the places they speak of. */
export class JqSyntaxError {
  constructor(readonly errors: readonly { readonly message: string; readonly at: number }[]) {}
}
