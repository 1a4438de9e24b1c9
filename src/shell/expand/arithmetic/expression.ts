import type { Integer } from './integer.ts';

/** A parsed arithmetic expression. `at` is an offset in its text, where messages begin the "error token". */
export type Expression =
  | { readonly kind: 'number'; readonly value: Integer }
  | { readonly kind: 'variable'; readonly name: string; readonly subscript: string | undefined; readonly at: number }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      /** Where the right operand begins, and where reading had come to after it. */
      readonly rightAt: number;
      readonly lastAt: number;
    }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly kind: 'assign';
      readonly operator: string;
      readonly target: Target;
      readonly value: Expression;
      readonly rightAt: number;
    }
  | { readonly kind: 'step'; readonly operator: '++' | '--'; readonly target: Target; readonly prefix: boolean };

export type Target = Extract<Expression, { kind: 'variable' }>;

/** What is wrong with an expression, in bash's words, and where its "error token" begins. */
export class ArithmeticError {
  constructor(
    readonly what: string,
    readonly at: number,
    /** Where the expression ends as far as the message shows it, when that is before its end. */
    readonly end: number | undefined = undefined,
    /** What was read before it. */
    readonly before: Expression | undefined = undefined,
  ) {}
}
