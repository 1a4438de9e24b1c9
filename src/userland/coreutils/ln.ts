import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { misused, type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';
import { relativePath } from './relative-path.ts';

const TABLE = {
  letters: 'sfinrvt:TbLPS:',
  long: {
    symbolic: 's',
    force: 'f',
    interactive: 'i',
    'no-dereference': 'n',
    relative: 'r',
    verbose: 'v',
    'target-directory': 't',
    'no-target-directory': 'T',
    backup: 'b',
    logical: 'L',
    physical: 'P',
  },
};

/** ln(1): symbolic links; a hard link is a copy here, which the notice says. */
export const ln: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given, operands } = options;
  if (operands.length === 0) return misused(process, 'missing file operand');
  if (given.has('r') && !given.has('s')) {
    process.stderr.write('ln: cannot do --relative without --symbolic\n');
    return 1;
  }
  const { fs } = process.system;
  const directory = given.get('t');
  if (directory !== undefined) return eachLink(process, options, operands, directory, true);
  if (operands.length === 1) {
    if (given.has('T'))
      return misused(process, `missing destination file operand after ${quote(operands[0] as string)}`);
    return eachLink(process, options, operands, '.', true);
  }
  const last = operands.at(-1) as string;
  const path = resolvePath(process.cwd, last);
  const isLink = fs.status(path, process.netns, 'link')?.kind === 'link';
  const into = fs.kind(path, process.netns) === 'directory' && !(given.has('n') && isLink) && !given.has('T');
  if (operands.length > 2 && !into) {
    if (given.has('T')) return misused(process, `extra operand ${quote(operands[2] as string)}`);
    const errno = fs.kind(path, process.netns) === undefined ? 'ENOENT' : 'ENOTDIR';
    process.stderr.write(`ln: target ${quote(last)}: ${errorText(errno)}\n`);
    return 1;
  }
  return eachLink(process, options, operands.slice(0, -1), last, into);
};

function eachLink(process: Process, options: Options, sources: readonly string[], to: string, into: boolean): number {
  let status = 0;
  sources.forEach((source, at) => {
    const name = source.replace(/\/+$/, '').split('/').at(-1) as string;
    const written = into ? (to === '.' ? `./${name}` : `${to.replace(/\/+$/, '')}/${name}`) : to;
    const failure = link(process, options, source, written);
    if (failure === undefined) return;
    process.stderr.write(`ln: ${failure}\n`);
    process.blame(options.indexes[at] as number);
    status = 1;
  });
  return status;
}

/** Why a link was not made. */
function link(process: Process, { given }: Options, source: string, written: string): string | undefined {
  const { fs } = process.system;
  const path = resolvePath(process.cwd, written);
  const isSymbolic = given.has('s');
  if (!isSymbolic) {
    const kind = fs.status(resolvePath(process.cwd, source), process.netns)?.kind;
    if (kind === undefined) return `failed to access ${quote(source)}: ${errorText('ENOENT')}`;
    if (kind === 'directory') return `${source}: hard link not allowed for directory`;
  }
  const old = fs.status(path, process.netns, 'link');
  if (given.has('f') && old !== undefined) {
    if (old.kind === 'directory') return `${written}: cannot overwrite directory`;
    fs.remove(path);
  }
  const made = isSymbolic ? fs.makeLink(path, targetOf(process, given, source, path)) : copy(process, source, path);
  if (made.ok) {
    if (given.has('v')) process.stdout.write(`${quote(written)} ${isSymbolic ? '->' : '=>'} ${quote(source)}\n`);
    return undefined;
  }
  const arrow = isSymbolic ? '' : ` => ${quote(source)}`;
  return `failed to create ${isSymbolic ? 'symbolic' : 'hard'} link ${quote(written)}${arrow}: ${errorText(made.error.errno)}`;
}

function targetOf(process: Process, given: ReadonlyMap<string, string>, source: string, path: string): string {
  if (!given.has('r')) return source;
  return relativePath(resolvePath(process.cwd, source), path.slice(0, path.lastIndexOf('/')) || '/');
}

function copy(process: Process, source: string, path: string): ReturnType<Process['system']['fs']['remove']> {
  const { fs } = process.system;
  process.unsimulated('hard links: the file is copied');
  if (fs.status(path, process.netns, 'link') !== undefined) return { ok: false, error: { errno: 'EEXIST' } };
  const content = fs.read(resolvePath(process.cwd, source), process.netns);
  return content.ok ? fs.write(path, content.value, 'truncate', process.netns) : content;
}
