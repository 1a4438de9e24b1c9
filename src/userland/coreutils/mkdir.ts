import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { type ModeChange, parseMode } from './mode.ts';
import { misused, parseOptions } from './options.ts';
import { quote } from './quote.ts';

const TABLE = { letters: 'm:pvZ', long: { parents: 'p', mode: 'm', verbose: 'v' } };

/** mkdir(1): `-p`, `-v`, `-m`. */
export const mkdir: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { operands, indexes, given } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  const mode = given.get('m');
  const change = mode === undefined ? undefined : parseMode(mode);
  if (mode !== undefined && change === undefined) {
    process.stderr.write(`mkdir: invalid mode ${quote(mode)}\n`);
    return 1;
  }
  let status = 0;
  operands.forEach((written, at) => {
    const path = resolvePath(process.cwd, written);
    const made = given.has('p') ? makeAll(process, path) : process.system.fs.makeDirectory(path);
    if (made.ok) {
      if (change !== undefined) setMode(process, path, change);
      if (given.has('v')) process.stdout.write(`mkdir: created directory ${quote(written)}\n`);
      return;
    }
    process.stderr.write(`mkdir: cannot create directory ${quote(written)}: ${errorText(made.error.errno)}\n`);
    process.blame(indexes[at] as number);
    status = 1;
  });
  return status;
};

function setMode(process: Process, path: string, change: ModeChange): void {
  process.system.fs.change(path, { mode: change({ kind: 'directory', mode: 0o777 }) });
}

/** Makes a directory and those above it; one that is there already is fine. */
function makeAll(process: Process, path: string): ReturnType<Process['system']['fs']['makeDirectory']> {
  const { fs } = process.system;
  let at = path.indexOf('/', 1);
  for (; ; at = path.indexOf('/', at + 1)) {
    const part = at < 0 ? path : path.slice(0, at);
    if (fs.kind(part, process.netns) !== 'directory') {
      const made = fs.makeDirectory(part);
      if (!made.ok) return made;
    }
    if (at < 0) return { ok: true, value: undefined };
  }
}

/** rmdir(1). */
export const rmdir: Program = (process) => {
  const options = parseOptions(process, { letters: 'pv' });
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) return misused(process, 'missing operand');
  let status = 0;
  options.operands.forEach((written, at) => {
    const path = resolvePath(process.cwd, written);
    const { fs } = process.system;
    const kind = fs.status(path, process.netns, 'link')?.kind;
    const removed = kind === 'directory' ? fs.remove(path) : undefined;
    if (removed?.ok) return;
    const reason =
      kind === undefined
        ? 'No such file or directory'
        : kind !== 'directory'
          ? 'Not a directory'
          : 'Directory not empty';
    process.stderr.write(`rmdir: failed to remove '${written}': ${reason}\n`);
    process.blame(options.indexes[at] as number);
    status = 1;
  });
  return status;
};
