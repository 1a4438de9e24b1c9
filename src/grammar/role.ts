import type { Command, Option, Positional, ValueType } from './command.ts';

/**
 * What a word of a command line is, found from the rows alone (the state of the network is not asked). Words of a command
 * run by another (`sudo`, `ip netns exec NAME`) get the roles of the inner command. Half-typed lines have roles too.
 */
export type Role =
  | { readonly kind: 'program'; readonly command: Command }
  | { readonly kind: 'subcommand'; readonly command: Command }
  | { readonly kind: 'option'; readonly option: Option; readonly command: Command }
  | {
      readonly kind: 'value';
      readonly type: ValueType;
      readonly option?: Option;
      readonly positional?: Positional;
      readonly command: Command;
    }
  | { readonly kind: 'unknown'; readonly command?: Command };

/** What may stand at a place of a command line. */
export interface Expectation {
  readonly commands: readonly Command[];
  readonly options: readonly Option[];
  readonly values: readonly {
    readonly type: ValueType;
    readonly words?: readonly string[];
    readonly meanings?: Readonly<Record<string, string>>;
    readonly doc: string;
  }[];
}
