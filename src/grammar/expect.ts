import { PROGRAMS, type Programs } from './programs.ts';
import type { Expectation } from './role.ts';
import { Walk } from './walk.ts';

/** What may stand behind these words of a command line (the word under the cursor is not among them). */
export function expectedAt(words: readonly string[], programs: Programs = PROGRAMS): Expectation {
  const walk = new Walk(programs);
  for (const word of words) walk.read(word);
  return walk.expected();
}
