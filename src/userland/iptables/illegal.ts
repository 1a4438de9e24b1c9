import type { CommandLetter } from './command-line.ts';
import { complain } from './complaint.ts';

/** Options in the order in which they are checked, by the letter in the message; `0` is --line-numbers. */
const ORDER = ['n', 's', 'd', 'p', 'j', 'v', 'x', 'i', 'o', '0', 'c', 'f'] as const;

/** A general option, by its letter. */
export type OptionLetter = (typeof ORDER)[number];

const RULE: readonly OptionLetter[] = ['s', 'd', 'p', 'j', 'v', 'i', 'o', 'f'];
const ONLY_VERBOSE: readonly OptionLetter[] = ['v'];

/** The options a command may have (commands_v_options). */
const ALLOWED: Readonly<Record<CommandLetter, readonly OptionLetter[]>> = {
  A: [...RULE, 'c'],
  I: [...RULE, 'c'],
  R: [...RULE, 'c'],
  D: RULE,
  C: RULE,
  'D#': ONLY_VERBOSE,
  L: ['n', 'v', 'x', '0'],
  S: ONLY_VERBOSE,
  F: ONLY_VERBOSE,
  Z: ONLY_VERBOSE,
  'Z#': ONLY_VERBOSE,
  N: ONLY_VERBOSE,
  X: ONLY_VERBOSE,
  P: ['v', 'c'],
  E: ONLY_VERBOSE,
};

/** Refuses options that make no sense with the command (generic_opt_check). `given` holds where each stands. */
export function checkOptions(command: CommandLetter, given: ReadonlyMap<OptionLetter, number>): void {
  for (const letter of ORDER) {
    if (given.has(letter) && !ALLOWED[command].includes(letter)) {
      complain(`Illegal option \`-${letter}' with this command`, given.get(letter));
    }
  }
}
