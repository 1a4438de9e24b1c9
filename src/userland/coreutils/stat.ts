import { groupName, userName } from '../base-passwd/ids.ts';
import { errorText } from '../file-system/error.ts';
import { type FileStatus, resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { decodeEscapes } from './escapes.ts';
import { modeText } from './mode.ts';
import { misused, parseOptions } from './options.ts';
import { formatTime } from './printf.ts';
import { quote } from './quote.ts';

const TABLE = {
  letters: 'Lfc:tp:',
  long: { dereference: 'L', 'file-system': 'f', format: 'c', terse: 't', printf: 'p' },
};

const USUAL =
  '  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: 0,1\tInode: %-11i Links: %h\n' +
  'Access: (%04a/%10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n';

/** stat(1): `-c`, `--printf`, `-L`; inode numbers are all 1 here. */
export const stat: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given, operands, indexes } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  if (given.has('f') || given.has('t')) process.unsimulated('stat -f and -t');
  const format = given.get('c') ?? given.get('p');
  let status = 0;
  operands.forEach((written, at) => {
    const path = resolvePath(process.cwd, written);
    const found = process.system.fs.status(path, process.netns, given.has('L') ? 'target' : 'link');
    if (found === undefined) {
      process.stderr.write(`stat: cannot statx ${quote(written)}: ${errorText('ENOENT')}\n`);
      process.blame(indexes[at] as number);
      status = 1;
      return;
    }
    if (format === undefined)
      process.stdout.write(formatStatus(process, USUAL.replace('%N', plainName(written, found)), written, found));
    else if (given.has('c')) process.stdout.write(`${formatStatus(process, format, written, found)}\n`);
    else process.stdout.write(formatStatus(process, decodeEscapes(format, 'ansi').text, written, found));
  });
  return status;
};

function plainName(written: string, { target }: FileStatus): string {
  return (target === undefined ? written : `${written} -> ${target}`).replaceAll('%', '%%');
}

const KINDS: Readonly<Record<FileStatus['kind'], string>> = {
  file: 'regular file',
  directory: 'directory',
  link: 'symbolic link',
  device: 'character special file',
};
const TYPE_BITS: Readonly<Record<FileStatus['kind'], number>> = {
  file: 0o100000,
  directory: 0o40000,
  link: 0o120000,
  device: 0o20000,
};

function formatStatus(process: Process, format: string, written: string, status: FileStatus): string {
  return format.replace(/%([-0#+ ]*)(\d*)([a-zA-Z%])/g, (_, flags: string, width: string, letter: string) => {
    const text = field(process, letter, written, status);
    if (width === '') return text;
    if (flags.includes('-')) return text.padEnd(Number(width));
    return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
  });
}

function field(process: Process, letter: string, written: string, status: FileStatus): string {
  const { kind, mode, uid, gid, size, mtime, target } = status;
  const time = () => formatTime('%Y-%m-%d %H:%M:%S.%N %z', mtime);
  const fields: Readonly<Record<string, () => string>> = {
    n: () => written,
    N: () => (target === undefined ? quote(written) : `${quote(written)} -> ${quote(target)}`),
    a: () => mode.toString(8),
    A: () => modeText(status),
    f: () => (TYPE_BITS[kind] | mode).toString(16),
    F: () => (kind === 'file' && size === 0 ? 'regular empty file' : KINDS[kind]),
    s: () => String(size),
    u: () => String(uid),
    U: () => userName(uid) ?? 'UNKNOWN',
    g: () => String(gid),
    G: () => groupName(gid) ?? 'UNKNOWN',
    b: () => String(blocksOf(status)),
    B: () => '512',
    o: () => '4096',
    i: () => '1',
    d: () => '1',
    h: () => String(linksOf(process, resolvePath(process.cwd, written), status)),
    x: time,
    y: time,
    z: time,
    w: time,
    X: () => String(Math.floor(mtime)),
    Y: () => String(Math.floor(mtime)),
    Z: () => String(Math.floor(mtime)),
    W: () => String(Math.floor(mtime)),
    t: () => '0',
    T: () => '0',
    m: () => '/',
    '%': () => '%',
  };
  return fields[letter]?.() ?? '?';
}

/** How many blocks of 512 bytes a file takes on ext4. */
export function blocksOf({ kind, size }: FileStatus): number {
  return kind === 'file' || kind === 'directory' ? Math.ceil(size / 4096) * 8 : 0;
}

/** How many names a file has: a directory one in each directory inside it, besides its own two. */
export function linksOf(process: Process, path: string, { kind }: FileStatus): number {
  if (kind !== 'directory') return 1;
  const { fs } = process.system;
  const names = fs.list(path, process.netns);
  const inside = (names.ok ? names.value : []).filter(
    (name) => fs.status(`${path === '/' ? '' : path}/${name}`, process.netns, 'link')?.kind === 'directory',
  );
  return 2 + inside.length;
}
