import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { misused, type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';

const TABLE = {
  letters: 'abdfHinprRuvit:TLPx',
  long: {
    'no-dereference': 'P',
    preserve: 'p',
    update: 'u',
    interactive: 'i',
    force: 'f',
    recursive: 'r',
    verbose: 'v',
    archive: 'a',
    'no-clobber': 'n',
    'target-directory': 't',
  },
};

/** cp(1): `-r`, `-a`, `-n`, `-v`. */
export const cp: Program = (process) => run(process, false);

/** mv(1): `-n`, `-v`. */
export const mv: Program = (process) => run(process, true);

function run(process: Process, moves: boolean): number {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const sources = [...options.operands];
  const target = options.given.get('t') ?? sources.pop();
  if (target === undefined) return misused(process, 'missing file operand');
  if (sources.length === 0) return misused(process, `missing destination file operand after ${quote(target)}`);
  const into = process.system.fs.kind(resolvePath(process.cwd, target), process.netns) === 'directory';
  if (sources.length > 1 && !into) {
    const kind = process.system.fs.kind(resolvePath(process.cwd, target), process.netns);
    const reason = errorText(kind === undefined ? 'ENOENT' : 'ENOTDIR');
    return fail(process, options, options.operands.length - 1, `target ${quote(target)}: ${reason}`);
  }
  let status = 0;
  sources.forEach((source, at) => {
    const to = into ? `${target.replace(/\/$/, '')}/${source.replace(/\/+$/, '').split('/').at(-1)}` : target;
    const failure = one(process, options, source, to, moves);
    if (failure !== undefined) status = fail(process, options, at, failure);
  });
  return status;
}

function fail(process: Process, { indexes }: Options, at: number, message: string): number {
  process.stderr.write(`${process.argv[0]}: ${message}\n`);
  const index = indexes[at];
  if (index !== undefined) process.blame(index);
  return 1;
}

/** Why a file was not copied or moved. */
function one(process: Process, { given }: Options, source: string, target: string, moves: boolean): string | undefined {
  const { fs } = process.system;
  const from = resolvePath(process.cwd, source);
  const to = resolvePath(process.cwd, target);
  const keepsLinks = moves || (/[adPrR]/.test([...given.keys()].join('')) && !given.has('L'));
  const kind = fs.status(from, process.netns, keepsLinks ? 'link' : 'target')?.kind;
  if (kind === undefined) {
    const followed = fs.follow(from);
    return `cannot stat ${quote(source)}: ${errorText(followed.ok ? 'ENOENT' : followed.error.errno)}`;
  }
  if (from === to) return `${quote(source)} and ${quote(target)} are the same file`;
  if (given.has('n') && fs.kind(to, process.netns) !== undefined) return undefined;
  if (kind === 'directory' && !moves && !/[arR]/.test([...given.keys()].join(''))) {
    return `-r not specified; omitting directory ${quote(source)}`;
  }
  const preserves = moves || given.has('a') || given.has('p');
  const errno = copyTree(process, from, to, { keepsLinks, preserves });
  if (errno !== undefined)
    return `cannot ${moves ? `move ${quote(source)} to` : 'create regular file'} ${quote(target)}: ${errno}`;
  if (moves) removeTree(process, from);
  if (given.has('v')) process.stdout.write(`${moves ? 'renamed ' : ''}${quote(source)} -> ${quote(target)}\n`);
  return undefined;
}

/** What a copy has of its original besides the content. */
interface Manner {
  readonly keepsLinks: boolean;
  readonly preserves: boolean;
}

function copyTree(process: Process, from: string, to: string, manner: Manner): string | undefined {
  const { fs } = process.system;
  const status = fs.status(from, process.netns, manner.keepsLinks ? 'link' : 'target');
  if (status?.kind === 'link') {
    if (fs.status(to, process.netns, 'link') !== undefined) fs.remove(to);
    const made = fs.makeLink(to, status.target as string);
    return made.ok ? undefined : errorText(made.error.errno);
  }
  const failure = status?.kind === 'directory' ? copyDirectory(process, from, to, manner) : copyFile(process, from, to);
  if (failure !== undefined || status === undefined) return failure;
  const { mode, uid, gid, mtime } = status;
  fs.change(to, manner.preserves ? { mode, uid, gid, mtime } : { mode: mode & 0o777 });
  return undefined;
}

function copyFile(process: Process, from: string, to: string): string | undefined {
  const { fs } = process.system;
  const content = fs.read(from, process.netns);
  if (!content.ok) return errorText(content.error.errno);
  const written = fs.write(to, content.value, 'truncate', process.netns);
  return written.ok ? undefined : errorText(written.error.errno);
}

function copyDirectory(process: Process, from: string, to: string, manner: Manner): string | undefined {
  const { fs } = process.system;
  if (fs.kind(to, process.netns) === undefined) {
    const made = fs.makeDirectory(to);
    if (!made.ok) return errorText(made.error.errno);
  }
  const names = fs.list(from, process.netns);
  for (const name of names.ok ? names.value : []) {
    const failure = copyTree(process, `${from}/${name}`, `${to}/${name}`, manner);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function removeTree(process: Process, path: string): void {
  const { fs } = process.system;
  const isDirectory = fs.status(path, process.netns, 'link')?.kind === 'directory';
  const names = isDirectory ? fs.list(path, process.netns) : undefined;
  for (const name of names?.ok ? names.value : []) removeTree(process, `${path}/${name}`);
  fs.remove(path);
}
