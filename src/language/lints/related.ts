import type { Cause } from '../../kernel/cause.ts';
import type { Analysis } from '../analysis.ts';
import type { Related } from '../finding.ts';

/** The line that made something, at the word that names it; nothing where no line of the lab did. */
export function relatedTo(
  lab: Analysis,
  cause: Cause | undefined,
  message: string,
  ...spellings: readonly string[]
): Related[] {
  const maker = lab.recordOf(cause);
  return maker === undefined ? [] : [{ range: lab.wordIn(maker, ...spellings), message }];
}
