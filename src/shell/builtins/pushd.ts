import { changeDirectory, searched, withTilde } from '../directories.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, complain, print, refuse } from './builtin.ts';

const OUT_OF_RANGE = 'directory stack index out of range';

/** The directories of the stack, the working directory first (bash manual, "The Directory Stack"). */
export function directoryStack(shell: Shell): readonly string[] {
  return [shell.state.cwd, ...shell.state.directories];
}

/** The place that `+N` (from the left) or `-N` (from the right) names. */
function placeOf(word: string, length: number): number | undefined {
  const match = /^([-+])(\d+)$/.exec(word);
  if (match === null) return undefined;
  const number = Number(match[2]);
  return match[1] === '+' ? number : length - 1 - number;
}

/** `pushd [-n] [dir | +N | -N]`. */
export const pushd: Builtin = (shell, call) => {
  const stays = call.argv[1] === '-n';
  const from = stays ? 2 : 1;
  const word = call.argv[from === 1 && call.argv[1] === '--' ? 2 : from];
  const stack = directoryStack(shell);
  if (call.argv.length > from + 1) return refuse(shell, call, from + 1, 'too many arguments');
  if (word === undefined) {
    if (stays) return 0;
    if (stack.length < 2) return refuse(shell, call, 0, 'no other directory');
    return moveTo(shell, call, 0, [stack[1] as string, stack[0] as string, ...stack.slice(2)]);
  }
  const place = placeOf(word, stack.length);
  if (place !== undefined) {
    if (stack.length < 2) return refuse(shell, call, from, 'no other directory');
    if (place < 0 || place >= stack.length) return refuse(shell, call, from, `${word}: ${OUT_OF_RANGE}`);
    return moveTo(shell, call, from, [...stack.slice(place), ...stack.slice(0, place)]);
  }
  if (stays) {
    shell.state.directories = [word, ...shell.state.directories];
    return show(shell);
  }
  const found = searched(shell, word);
  return moveTo(shell, call, from, [found ?? word, ...stack], found !== undefined);
};

/** Makes the first directory the working directory and keeps the others on the stack. */
function moveTo(
  shell: Shell,
  call: Parameters<Builtin>[1],
  at: number,
  [first, ...rest]: readonly string[],
  says = false,
): number {
  const problem = changeDirectory(shell, first as string);
  if (problem !== undefined) return refuse(shell, call, at, problem);
  if (says) print(shell, 'pushd', `${shell.state.cwd}\n`);
  shell.state.directories = rest;
  return show(shell);
}

/** `popd [-n] [+N | -N]`. */
export const popd: Builtin = (shell, call) => {
  const { argv } = call;
  const stays = argv[1] === '-n';
  const word = argv[stays ? 2 : 1];
  const stack = directoryStack(shell);
  if (word !== undefined && placeOf(word, stack.length) === undefined) {
    complain(shell, 'popd', `${word}: invalid ${word.startsWith('-') ? 'number' : 'argument'}`);
    shell.put(2, 'popd: usage: popd [-n] [+N | -N]\n');
    return 2;
  }
  if (stack.length < 2) return refuse(shell, call, 0, 'directory stack empty');
  const place = word === undefined ? (stays ? 1 : 0) : (placeOf(word, stack.length) as number);
  if (place < 0 || place >= stack.length) return refuse(shell, call, 1, `${word}: ${OUT_OF_RANGE}`);
  if (place === 0) return moveTo(shell, call, 0, stack.slice(1));
  shell.state.directories = stack.slice(1).filter((_, at) => at !== place - 1);
  return show(shell);
};

/** `dirs [-clpv] [+N | -N]`. */
export const dirs: Builtin = (shell, call) => {
  const letters: string[] = [];
  for (const [at, word] of call.argv.entries()) {
    if (at === 0) continue;
    const stack = directoryStack(shell);
    const place = placeOf(word, stack.length);
    if (place !== undefined) {
      const path = stack[place];
      if (path === undefined) return refuse(shell, call, at, `${word.slice(1)}: ${OUT_OF_RANGE}`);
      return print(shell, 'dirs', `${letters.includes('l') ? path : withTilde(shell, path)}\n`);
    }
    if (!/^-[clpv]+$/.test(word)) {
      complain(shell, 'dirs', `${word}: invalid ${word.startsWith('-') ? 'option' : 'argument'}`);
      shell.put(2, 'dirs: usage: dirs [-clpv] [+N] [-N]\n');
      return 2;
    }
    letters.push(...word.slice(1));
  }
  if (letters.includes('c')) {
    shell.state.directories = [];
    return 0;
  }
  return show(shell, letters);
};

function show(shell: Shell, letters: readonly string[] = []): number {
  const stack = directoryStack(shell);
  const shown = letters.includes('l') ? stack : stack.map((path) => withTilde(shell, path));
  if (letters.includes('v')) {
    return print(shell, 'dirs', shown.map((path, at) => `${String(at).padStart(2)}  ${path}\n`).join(''));
  }
  return print(shell, 'dirs', `${shown.join(letters.includes('p') ? '\n' : ' ')}\n`);
}
