import { errorText } from '../file-system/error.ts';
import { type FileError, resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { misused, parseOptions } from './options.ts';
import { quoteIfNeeded } from './quote.ts';
import { relativePath } from './relative-path.ts';

/** How much of a path has to exist. */
type Needs = 'all' | 'directory' | 'nothing';

/** A path without links in it. */
function canonical(
  process: Process,
  written: string,
  needs: Needs,
): { readonly path: string } | { readonly errno: FileError } {
  if (written === '') return { errno: 'ENOENT' };
  const { fs } = process.system;
  const followed = fs.follow(resolvePath(process.cwd, written));
  if (!followed.ok)
    return needs === 'nothing' ? { path: resolvePath(process.cwd, written) } : { errno: followed.error.errno };
  const path = followed.value;
  if (needs === 'nothing') return { path };
  const parent = path.slice(0, path.lastIndexOf('/')) || '/';
  const above = fs.kind(parent, process.netns);
  if (above !== 'directory') return { errno: above === undefined ? 'ENOENT' : 'ENOTDIR' };
  const kind = fs.kind(path, process.netns);
  if (kind === undefined && needs === 'all') return { errno: 'ENOENT' };
  if (kind !== undefined && kind !== 'directory' && written.endsWith('/')) return { errno: 'ENOTDIR' };
  return { path };
}

const READLINK = {
  letters: 'femnqsvz',
  long: {
    canonicalize: 'f',
    'canonicalize-existing': 'e',
    'canonicalize-missing': 'm',
    'no-newline': 'n',
    quiet: 'q',
    silent: 's',
    verbose: 'v',
    zero: 'z',
  },
};

/** readlink(1): what a link says, or with `-f`, `-e`, `-m` where it leads. */
export const readlink: Program = (process) => {
  const options = parseOptions(process, READLINK);
  if (typeof options === 'number') return options;
  const { given, operands, indexes } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  const needs: Needs | undefined = given.has('m')
    ? 'nothing'
    : given.has('e')
      ? 'all'
      : given.has('f')
        ? 'directory'
        : undefined;
  const end = given.has('z') ? '\0' : given.has('n') && operands.length === 1 ? '' : '\n';
  let status = 0;
  operands.forEach((written, at) => {
    const found = needs === undefined ? said(process, written) : canonical(process, written, needs);
    if ('path' in found) {
      process.stdout.write(found.path + end);
      return;
    }
    status = 1;
    process.blame(indexes[at] as number);
    if (given.has('v')) process.stderr.write(`readlink: ${quoteIfNeeded(written)}: ${errorText(found.errno)}\n`);
  });
  return status;
};

function said(process: Process, written: string): { readonly path: string } | { readonly errno: FileError } {
  const found = process.system.fs.status(resolvePath(process.cwd, written), process.netns, 'link');
  if (found === undefined) return { errno: 'ENOENT' };
  return found.target === undefined ? { errno: 'EINVAL' } : { path: found.target };
}

const REALPATH = {
  letters: 'eLmPqszR:B:',
  long: {
    'canonicalize-existing': 'e',
    logical: 'L',
    'canonicalize-missing': 'm',
    physical: 'P',
    quiet: 'q',
    strip: 's',
    'no-symlinks': 's',
    zero: 'z',
    'relative-to': 'R',
    'relative-base': 'B',
  },
};

/** realpath(1). */
export const realpath: Program = (process) => {
  const options = parseOptions(process, REALPATH);
  if (typeof options === 'number') return options;
  const { given, operands, indexes } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  const needs: Needs = given.has('m') ? 'nothing' : given.has('e') ? 'all' : 'directory';
  const from = given.get('R');
  let status = 0;
  operands.forEach((written, at) => {
    const found = given.has('s') ? { path: resolvePath(process.cwd, written) } : canonical(process, written, needs);
    if ('path' in found) {
      const path = from === undefined ? found.path : relativePath(found.path, resolvePath(process.cwd, from));
      process.stdout.write(`${path}${given.has('z') ? '\0' : '\n'}`);
      return;
    }
    status = 1;
    process.blame(indexes[at] as number);
    if (!given.has('q')) process.stderr.write(`realpath: ${quoteIfNeeded(written)}: ${errorText(found.errno)}\n`);
  });
  return status;
};
