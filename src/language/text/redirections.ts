import type { Redirect } from 'unbash';
import type { Analysis } from '../analysis.ts';

/** The redirections to files of the command that begins at a place of the text. */
export function redirectionsOf({ script }: Analysis, start: number): Redirect[] {
  const redirections = script.commandAt(start)?.redirections ?? [];
  return redirections.filter((each) => each.type === 'Redirect');
}
