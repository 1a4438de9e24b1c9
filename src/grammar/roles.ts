import { PROGRAMS, type Programs } from './programs.ts';
import type { Role } from './role.ts';
import { Walk } from './walk.ts';

/**
 * What each word of a command line is, from the rows alone. Words of a command that another runs (`sudo`, `ip netns exec
 * NAME`) have the roles of the inner command. Answers for half-typed and wrong lines too: one role a word, always.
 */
export function rolesOf(words: readonly string[], programs: Programs = PROGRAMS): Role[] {
  const walk = new Walk(programs);
  return words.map((word) => walk.read(word));
}
