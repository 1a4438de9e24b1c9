/** `set -o` options by their long name, with their letter where they have one (bash manual, "The Set Builtin"). */
export const SET_OPTIONS = {
  allexport: 'a',
  braceexpand: 'B',
  emacs: '',
  errexit: 'e',
  errtrace: 'E',
  functrace: 'T',
  hashall: 'h',
  histexpand: 'H',
  history: '',
  ignoreeof: '',
  'interactive-comments': '',
  keyword: 'k',
  monitor: 'm',
  noclobber: 'C',
  noexec: 'n',
  noglob: 'f',
  nolog: '',
  notify: 'b',
  nounset: 'u',
  onecmd: 't',
  physical: 'P',
  pipefail: '',
  posix: '',
  privileged: 'p',
  verbose: 'v',
  vi: '',
  xtrace: 'x',
} as const;

export type SetOption = keyof typeof SET_OPTIONS;

/** The options a non-interactive bash starts with. */
export const INITIAL_OPTIONS: readonly SetOption[] = ['braceexpand', 'hashall', 'interactive-comments'];

/** The option of a letter. */
export function optionOfLetter(letter: string): SetOption | undefined {
  for (const [name, its] of Object.entries(SET_OPTIONS)) if (its === letter) return name as SetOption;
  return undefined;
}

/** `$-`: the letters of the options that are on. */
export function optionLetters(on: ReadonlySet<SetOption>): string {
  let letters = '';
  for (const name of on) letters += SET_OPTIONS[name];
  return [...letters].sort(byCaseThenLetter).join('');
}

function byCaseThenLetter(a: string, b: string): number {
  const upper = (letter: string) => (letter < 'a' ? 1 : 0);
  return upper(a) - upper(b) || (a < b ? -1 : 1);
}
