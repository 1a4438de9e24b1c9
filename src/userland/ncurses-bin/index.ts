import type { Program } from '../process.ts';

/** clear(1): there is no screen to clear. */
const clear: Program = () => 0;

/** tput(1): what a lab prints goes to no terminal, so that colours are empty; a line has 80 columns. */
const tput: Program = (process) => {
  const answers: Readonly<Record<string, string>> = { cols: '80\n', lines: '24\n', colors: '-1\n' };
  const name = process.argv.slice(1).find((word) => !word.startsWith('-'));
  process.stdout.write(answers[name ?? ''] ?? '');
  return 0;
};

/** The programs of Debian's package ncurses-bin that are simulated. */
export const ncursesBin: ReadonlyMap<string, Program> = new Map([
  ['clear', clear],
  ['tput', tput],
]);
