import type { Running } from '../../userland/process.ts';
import { environmentOf } from '../environment.ts';
import { singleQuoted } from '../expand/quote.ts';
import { findCommand, notFound, placeOf } from '../lookup.ts';
import { runProcess, ShellProcess } from '../process.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, type Call, complain, forgiving, invalidOption, print } from './builtin.ts';
import { builtins } from './index.ts';
import { meaningsOf, pathOf } from './type.ts';

/** `command [-pVv] name [arg …]`: without functions. */
export const command: Builtin = (shell, call) => {
  const { argv } = call;
  let letters = '';
  let at = 1;
  for (; /^-./.test(argv[at] ?? '') && argv[at] !== '--'; at += 1) {
    const bad = /[^pVv]/.exec((argv[at] as string).slice(1));
    if (bad !== null) return invalidOption(shell, 'command', `-${bad[0]}`, 'command [-pVv] command [arg ...]');
    letters += argv[at];
  }
  if (argv[at] === '--') at += 1;
  if (at >= argv.length) return 0;
  return /[vV]/.test(letters)
    ? describe(shell, argv.slice(at), letters)
    : forgiving(shell, runWithout(shell, call, at));
};

function describe(shell: Shell, names: readonly string[], letters: string): number {
  let found = 0;
  for (const name of names) {
    const meaning = meaningsOf(shell, name).next().value;
    if (meaning === undefined) {
      if (letters.includes('V')) complain(shell, 'command', `${name}: not found`);
      continue;
    }
    found += 1;
    print(shell, 'command', `${letters.includes('V') ? meaning.text : shortly(shell, name, meaning.kind)}\n`);
  }
  return found > 0 ? 0 : 1;
}

/** What `command -v` prints of a name. */
function shortly(shell: Shell, name: string, kind: string): string {
  if (kind === 'alias') return `alias ${name}=${singleQuoted(shell.state.aliases.get(name) as string)}`;
  return kind === 'file' ? (pathOf(shell, name) as string) : name;
}

/** `builtin name [arg …]`. */
export const builtin: Builtin = (shell, call) => {
  const name = call.argv[1];
  if (name === undefined) return 0;
  const found = builtins.get(name);
  if (found === undefined) {
    complain(shell, 'builtin', `${name}: not a shell builtin`);
    return 1;
  }
  return found(shell, tail(call, 1));
};

function tail({ argv, origins, declared }: Call, from: number): Call {
  const shifted = declared === undefined ? undefined : new Map([...declared].map(([at, node]) => [at - from, node]));
  return { argv: argv.slice(from), origins: origins.slice(from), declared: shifted };
}

/** Runs a builtin or program of the name, passing over functions. */
export function* runWithout(shell: Shell, call: Call, from: number): Running {
  const { argv, origins } = tail(call, from);
  const name = argv[0] as string;
  const found = builtins.get(name);
  if (found !== undefined) {
    const result = found(shell, tail(call, from));
    return typeof result === 'number' ? result : yield* result;
  }
  const program = findCommand(placeOf(shell), name);
  if (program === undefined) {
    const { message, status } = notFound(shell, name);
    shell.complain(message);
    return status;
  }
  const env = environmentOf(shell);
  return yield* runProcess(new ShellProcess(shell, argv, origins, env, {}, from), program);
}
