import { errorText } from '../../userland/file-system/error.ts';
import { resolvePath } from '../../userland/file-system.ts';
import type { Running } from '../../userland/process.ts';
import { Return } from '../control.ts';
import { openForReading } from '../open.ts';
import { isReady, take } from '../open-file.ts';
import { getParameter } from '../parameters.ts';
import { parseProgram } from '../parse.ts';
import { runProgram } from '../program.ts';
import type { Shell } from '../shell.ts';
import { Source } from '../source.ts';
import { type Builtin, type Call, complain, forgiving, refuse } from './builtin.ts';

/** `. file [arg …]`, `source file [arg …]`. */
export const source: Builtin = (shell, call) => {
  const at = call.argv[1] === '--' ? 2 : 1;
  const name = call.argv[at];
  if (name === undefined) {
    complain(shell, call.argv[0] as string, 'filename argument required');
    shell.put(2, `${call.argv[0]}: usage: ${call.argv[0]} filename [arguments]\n`);
    return 2;
  }
  const path = fileOf(shell, name);
  if (/^\/(?:dev|proc\/self)\//.test(path)) return runOpened(shell, call, at, path);
  const content = shell.fs.kind(path, shell.netns) === 'directory' ? 'directory' : shell.fs.read(path, shell.netns);
  if (content === 'directory') return refuse(shell, call, at, `${name}: is a directory`);
  if (!content.ok) {
    shell.complain(`${name}: ${errorText(content.error.errno)}`);
    if (shell.command !== undefined) shell.session.observer.blame(shell.command, at, call.origins[at]);
    return 1;
  }
  return run(shell, call, at, content.value);
};

/** A name without a slash is looked for along PATH, then in the working directory (bash manual, `source`). */
function fileOf(shell: Shell, name: string): string {
  const here = resolvePath(shell.state.cwd, name);
  if (name.includes('/') || !shell.state.shopts.has('sourcepath')) return here;
  const folders = (getParameter(shell, 'PATH') ?? '').split(':').map((folder) => resolvePath(shell.state.cwd, folder));
  const found = folders.map((folder) => resolvePath(folder, name));
  return found.find((path) => shell.fs.kind(path, shell.netns) === 'file') ?? here;
}

/** A descriptor, `/dev/stdin`: read to its end. */
function* runOpened(shell: Shell, call: Call, at: number, path: string): Running {
  const file = openForReading(shell, path);
  if (!file.ok) return refuse(shell, call, at, `${path}: ${errorText(file.error.errno)}`);
  let text = '';
  for (let more = take(file.value, shell); more !== null; more = take(file.value, shell)) {
    text += more;
    if (more === '') yield { ready: () => isReady(file.value) };
  }
  return yield* run(shell, call, at, text);
}

function* run(shell: Shell, call: Call, at: number, text: string): Running {
  const { source: outer, inner, state, calls } = shell;
  const { positional } = state;
  const file = call.argv[at] as string;
  shell.session.budget.enter();
  shell.calls = [...calls, { kind: 'file', name: 'source', file, line: shell.line }];
  shell.source = new Source(text, undefined, call.origins[at] ?? outer.whole, 1, '', file);
  shell.inner = true;
  shell.returnable += 1;
  if (call.argv.length > at + 1) state.positional = call.argv.slice(at + 1);
  try {
    return yield* forgiving(shell, runProgram(shell, parseProgram(text)));
  } catch (thrown) {
    if (thrown instanceof Return) return thrown.status;
    throw thrown;
  } finally {
    shell.source = outer;
    shell.inner = inner;
    shell.returnable -= 1;
    shell.calls = calls;
    if (call.argv.length > at + 1) state.positional = positional;
    shell.session.budget.leave();
  }
}
