import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { misused, parseOptions } from './options.ts';
import { quote } from './quote.ts';

const TABLE = { letters: 'dfiIrRv', long: { force: 'f', recursive: 'r', verbose: 'v', dir: 'd' } };

/** rm(1): `-f`, `-r`, `-d`, `-v`. */
export const rm: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { operands, indexes, given } = options;
  if (operands.length === 0) return given.has('f') ? 0 : misused(process, 'missing operand');
  let status = 0;
  operands.forEach((written, at) => {
    const failure = removeOne(process, written, given);
    if (failure === undefined) return;
    process.stderr.write(`rm: ${failure}\n`);
    process.blame(indexes[at] as number);
    status = 1;
  });
  return status;
};

/** Why a path was not removed. */
function removeOne(process: Process, written: string, given: ReadonlyMap<string, string>): string | undefined {
  const { fs } = process.system;
  const path = resolvePath(process.cwd, written);
  const kind = fs.status(path, process.netns, written.endsWith('/') ? 'target' : 'link')?.kind;
  const recursive = given.has('r') || given.has('R');
  if (kind === undefined)
    return given.has('f') ? undefined : `cannot remove ${quote(written)}: No such file or directory`;
  if (kind === 'directory' && !recursive && !given.has('d')) return `cannot remove ${quote(written)}: Is a directory`;
  if (recursive && path === '/') {
    return "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe";
  }
  const removed = recursive ? removeTree(process, path) : fs.remove(path);
  if (!removed.ok) return `cannot remove ${quote(written)}: ${errorText(removed.error.errno)}`;
  if (given.has('v')) process.stdout.write(`removed ${kind === 'directory' ? 'directory ' : ''}${quote(written)}\n`);
  return undefined;
}

function removeTree(process: Process, path: string): ReturnType<Process['system']['fs']['remove']> {
  const { fs } = process.system;
  if (fs.status(path, process.netns, 'link')?.kind === 'directory') {
    const names = fs.list(path, process.netns);
    for (const name of names.ok ? names.value : []) {
      const removed = removeTree(process, `${path}/${name}`);
      if (!removed.ok) return removed;
    }
  }
  return fs.remove(path);
}

/** unlink(1): one file, without options. */
export const unlink: Program = (process) => {
  const options = parseOptions(process, { letters: '' });
  if (typeof options === 'number') return options;
  const { operands, indexes } = options;
  const [name] = operands;
  if (name === undefined) return misused(process, 'missing operand');
  if (operands.length > 1) return misused(process, `extra operand ${quote(operands[1] as string)}`);
  const { fs } = process.system;
  const path = resolvePath(process.cwd, name);
  const isDirectory = fs.status(path, process.netns, 'link')?.kind === 'directory';
  const removed = isDirectory ? undefined : fs.remove(path);
  if (removed?.ok) return 0;
  process.blame(indexes[0] as number);
  const reason = errorText(removed === undefined ? 'EISDIR' : removed.error.errno);
  process.stderr.write(`unlink: cannot unlink ${quote(name)}: ${reason}\n`);
  return 1;
};
