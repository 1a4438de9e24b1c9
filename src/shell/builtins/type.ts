import { resolvePath } from '../../userland/file-system.ts';
import { functionText } from '../function-text.ts';
import { findProgram, placeOf, scriptPath } from '../lookup.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, complain, print } from './builtin.ts';
import { isBuiltin } from './names.ts';

export const KEYWORDS: ReadonlySet<string> = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' '),
);

/** What a name would run, first to last. */
export function* meaningsOf(shell: Shell, name: string): Generator<{ readonly kind: string; readonly text: string }> {
  const alias = shell.state.shopts.has('expand_aliases') ? shell.state.aliases.get(name) : undefined;
  if (alias !== undefined) yield { kind: 'alias', text: `${name} is aliased to \`${alias}'` };
  if (KEYWORDS.has(name)) yield { kind: 'keyword', text: `${name} is a shell keyword` };
  const called = shell.state.functions.get(name);
  if (called !== undefined) yield { kind: 'function', text: `${name} is a function\n${functionText(called)}` };
  if (isBuiltin(name)) yield { kind: 'builtin', text: `${name} is a shell builtin` };
  const path = pathOf(shell, name);
  if (path !== undefined) yield { kind: 'file', text: `${name} is ${path}` };
}

/** Where a program is, in /usr/bin, or a script of the lab's. */
export function pathOf(shell: Shell, name: string): string | undefined {
  if (name.includes('/')) {
    const exists = shell.fs.kind(resolvePath(shell.state.cwd, name), shell.netns) !== undefined;
    return exists || findProgram(shell.session.system, name) !== undefined ? name : undefined;
  }
  if (findProgram(shell.session.system, name) !== undefined) return `/usr/bin/${name}`;
  return scriptPath(placeOf(shell), name);
}

/** `type [-aftpP] name …`. */
export const type: Builtin = (shell, { argv }) => {
  let letters = '';
  let at = 1;
  for (; /^-[aftpP]+$/.test(argv[at] ?? ''); at += 1) letters += argv[at];
  let status = 0;
  for (; at < argv.length; at += 1) {
    const name = argv[at] as string;
    const found = [...meaningsOf(shell, name)].filter((each) => !letters.includes('f') || each.kind !== 'function');
    if (found.length === 0) {
      if (!/[tpP]/.test(letters)) complain(shell, 'type', `${name}: not found`);
      status = 1;
    }
    for (const meaning of letters.includes('a') ? found : found.slice(0, 1)) show(shell, name, meaning, letters);
  }
  return status;
};

function show(
  shell: Shell,
  name: string,
  meaning: { readonly kind: string; readonly text: string },
  letters: string,
): void {
  if (letters.includes('t')) print(shell, 'type', `${meaning.kind}\n`);
  else if (!/[pP]/.test(letters)) print(shell, 'type', `${meaning.text}\n`);
  else if (meaning.kind === 'file') print(shell, 'type', `${pathOf(shell, name)}\n`);
}
