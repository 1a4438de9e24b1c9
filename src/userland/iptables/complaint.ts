import type { Family } from '../../net/prefix.ts';

/**
 * Why iptables stops: thrown where the real tool calls xtables_error, caught where the program begins. It never leaves
 * this folder.
 */
export class Complaint {
  /** The exit status (enum xtables_exittype). */
  readonly status: number;
  /** What to print, without the last newline. */
  readonly text: string;
  /** The word to blame. */
  readonly index: number | undefined;

  constructor(text: string, index: number | undefined, status: number) {
    this.text = text;
    this.index = index;
    this.status = status;
  }
}

/** What the tool calls itself in front of an error. */
export const VERSION = 'iptables v1.8.9 (nf_tables)';

export const TRY_HELP = "Try `iptables -h' or 'iptables --help' for more information.";

/** What is said in the name of iptables, said by the program of a family. */
export function inNameOf(family: Family, text: string): string {
  if (family === 4) return text;
  return text.replace(/(^(?:Try `|Perhaps |)|' or '|: |in )iptables(?=[- :])/gm, '$1ip6tables');
}

/** A mistake in the command line (PARAMETER_PROBLEM): status 2, with a hint at the help. */
export function complain(text: string, index?: number): never {
  throw new Complaint(`${VERSION}: ${text}\n${TRY_HELP}`, index, 2);
}

/** A word that is no option where only options may stand. */
export function badArgument(word: string, index: number): never {
  throw new Complaint(`Bad argument \`${word}'\n${TRY_HELP}`, index, 2);
}
