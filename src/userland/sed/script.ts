import type { Regex } from '../coreutils/regex.ts';

/** Which lines a command is for (sed manual, "Addresses"). */
export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  /** Without an expression, the one that was used last. */
  | { readonly kind: 'regex'; readonly regex: Regex | undefined }
  /** `+N` and `~N` behind a comma. */
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'multiple'; readonly of: number };

export interface Substitution {
  readonly regex: Regex | undefined;
  readonly replacement: readonly Piece[];
  readonly global: boolean;
  /** The match to begin with. */
  readonly from: number;
  readonly prints: boolean;
  readonly file: string | undefined;
}

/** A part of a replacement: text, a group (0 for the whole match), or a change of case. */
export type Piece = string | number | { readonly letters: 'U' | 'L' | 'u' | 'l' | 'E' };

export interface Command {
  readonly name: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  /** The text of `a`, `i`, `c`, the label of `b`, `t`, `T`, `:`, the file of `r`, `w`, the status of `q`. */
  readonly text: string;
  readonly substitution: Substitution | undefined;
  /** `y`. */
  readonly letters: ReadonlyMap<string, string> | undefined;
  /** For `{`: where its `}` is. */
  end: number;
  /** Of a range: true while it is open, and the line it closes at, where that is known. */
  open: boolean;
  until: number | undefined;
}

/** What is wrong with a script, with the place in it that sed counts in characters. */
export class ScriptError {
  constructor(
    readonly message: string,
    readonly char: number,
  ) {}
}
