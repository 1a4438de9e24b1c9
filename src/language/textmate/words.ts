import type { Command } from '../../grammar/command.ts';
import { PROGRAMS } from '../../grammar/index.ts';

/** The words of the command language by what they are, for colouring. */
export interface WordLists {
  readonly programs: readonly string[];
  readonly subcommands: readonly string[];
  /** Keywords of iproute2 without dashes: `via`, `dev`. */
  readonly keywords: readonly string[];
  /** Words that a value may be: `veth`, `ACCEPT`. */
  readonly constants: readonly string[];
}

/** The shortest abbreviation that is coloured: shorter ones are more often names of devices. */
const SHORTEST = 3;

/** bash's own commands, and the few programs of every script that have no rows. */
const BUILTINS = ['cd', 'echo', 'exit', 'export', 'local', 'printf', 'read', 'return', 'set', 'shift', 'test', 'unset'];

/** Collects the words from the rows, sorted so that the generated file changes only when they do. */
export function wordLists(): WordLists {
  const subcommands = new Set<string>();
  const keywords = new Set<string>();
  const constants = new Set<string>();
  const visit = (command: Command) => {
    for (const option of command.options) {
      if (!option.name.startsWith('-')) for (const word of spellings(option)) keywords.add(word);
      for (const word of option.words ?? []) constants.add(word);
    }
    for (const positional of command.positionals ?? []) if (positional.keyword) keywords.add(positional.keyword);
    for (const inner of command.commands ?? []) {
      for (const word of spellings(inner)) subcommands.add(word);
      visit(inner);
    }
  };
  for (const program of new Set(PROGRAMS.values())) visit(program);
  const wordsOnly = (words: Iterable<string>) => [...words].filter((word) => /^[A-Za-z][\w-]*$/.test(word));
  const sorted = (words: Iterable<string>) => [...new Set(wordsOnly(words))].sort();
  return {
    programs: sorted([...PROGRAMS.keys(), ...BUILTINS]),
    subcommands: sorted(subcommands),
    keywords: sorted([...keywords].filter((word) => !subcommands.has(word))),
    constants: sorted([...constants].filter((word) => !subcommands.has(word) && !keywords.has(word))),
  };
}

/** The words that a row goes by, abbreviations included where it may be abbreviated. */
function spellings(row: Pick<Command, 'name' | 'aliases' | 'prefixAliases' | 'match'>): string[] {
  const words = [row.name, ...(row.aliases ?? []), ...(row.prefixAliases ?? [])];
  const abbreviated = [...(row.match === 'prefix' ? [row.name] : []), ...(row.prefixAliases ?? [])];
  for (const word of abbreviated) for (let n = SHORTEST; n < word.length; n++) words.push(word.slice(0, n));
  return words;
}
