import { type Builtin, complain, print, refuse } from './builtin.ts';

/** `umask [-p] [-S] [mode]`: remembered, without effect on new files. */
export const umask: Builtin = (shell, call) => {
  const { argv } = call;
  let letters = '';
  let at = 1;
  for (; /^-[pS]+$/.test(argv[at] ?? ''); at += 1) letters += argv[at];
  const word = argv[at];
  if (word !== undefined) {
    const mode = /^\d/.test(word) ? octal(word) : symbolic(word, shell.state.umask);
    if (typeof mode === 'string') {
      complain(shell, 'umask', mode);
      return 1;
    }
    if (mode === undefined) return refuse(shell, call, at, `${word}: octal number out of range`);
    shell.state.umask = mode;
    if (!letters.includes('S')) return 0;
  }
  const octals = shell.state.umask.toString(8).padStart(4, '0');
  const shown = letters.includes('S') ? symbols(shell.state.umask) : octals;
  const reusable = `umask ${letters.includes('S') ? '-S ' : ''}`;
  return print(shell, 'umask', `${letters.includes('p') ? reusable : ''}${shown}\n`);
};

function octal(word: string): number | undefined {
  return /^[0-7]{1,4}$/.test(word) ? Number.parseInt(word, 8) : undefined;
}

const BITS: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };
const WHO: Readonly<Record<string, readonly number[]>> = { u: [6], g: [3], o: [0], a: [6, 3, 0] };

/** `u=rwx,g-w`: what is allowed, so the mask is its complement; a message for what is not of that form. */
function symbolic(word: string, mask: number): number | string {
  let allowed = ~mask & 0o777;
  for (const clause of word.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
    if (match === null) {
      const bad = /[^ugoa]/.exec(clause)?.[0] ?? '';
      return `\`${bad}': invalid symbolic mode operator`;
    }
    const [, who, operator, letters] = match as unknown as [string, string, string, string];
    const bits = [...letters].reduce((sum, letter) => sum | (BITS[letter] as number), 0);
    for (const shift of [...(who === '' ? 'a' : who)].flatMap((each) => WHO[each] as readonly number[])) {
      if (operator === '=') allowed &= ~(7 << shift);
      if (operator === '-') allowed &= ~(bits << shift);
      else allowed |= bits << shift;
    }
  }
  return ~allowed & 0o777;
}

function symbols(mask: number): string {
  const of = (shift: number) => {
    const allowed = (~mask >> shift) & 7;
    return `${allowed & 4 ? 'r' : ''}${allowed & 2 ? 'w' : ''}${allowed & 1 ? 'x' : ''}`;
  };
  return `u=${of(6)},g=${of(3)},o=${of(0)}`;
}
