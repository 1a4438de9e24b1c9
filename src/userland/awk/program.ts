/** An expression of awk (POSIX, "Expressions in awk"). */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly index: Expression }
  | { readonly kind: 'element'; readonly name: string; readonly subscripts: readonly Expression[] }
  | { readonly kind: 'in'; readonly name: string; readonly subscripts: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'assign'; readonly operator: string; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly target: Target; readonly prefix: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly words: readonly Expression[] }
  | {
      readonly kind: 'getline';
      readonly target: Target | undefined;
      /** The file or the command; undefined for the input itself. */
      readonly from: Expression | undefined;
      readonly of: 'file' | 'command';
    };

export type Target = Extract<Expression, { kind: 'variable' | 'field' | 'element' }>;

export type Statement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'print';
      readonly formatted: boolean;
      readonly words: readonly Expression[];
      readonly redirect: { readonly operator: '>' | '>>' | '|'; readonly to: Expression } | undefined;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Statement; readonly no: Statement | undefined }
  | {
      readonly kind: 'loop';
      readonly before: Statement | undefined;
      readonly test: Expression | undefined;
      readonly after: Statement | undefined;
      readonly body: Statement;
      /** `do … while`. */
      readonly testsLast: boolean;
    }
  | { readonly kind: 'each'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'delete'; readonly name: string; readonly subscripts: readonly Expression[] | undefined }
  | { readonly kind: 'leave'; readonly how: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly kind: 'end'; readonly how: 'exit' | 'return'; readonly value: Expression | undefined };

export interface Rule {
  readonly pattern:
    | { readonly kind: 'begin' | 'end' | 'always' }
    | { readonly kind: 'test'; readonly test: Expression }
    | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression };
  /** Without an action, the line is printed. */
  readonly action: Statement | undefined;
}

export interface AwkFunction {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

/** A program that cannot be read: the token and its line. */
export class AwkSyntaxError {
  constructor(
    readonly token: string,
    readonly line: number,
    /** What is said instead of naming the token. */
    readonly message?: string,
  ) {}
}
