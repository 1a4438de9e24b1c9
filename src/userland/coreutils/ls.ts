import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { joined } from './input.ts';
import { parseOptions } from './options.ts';
import { quote } from './quote.ts';

const TABLE = {
  letters: '1aAdCFhlrRtS',
  failure: 2,
  long: { all: 'a', 'almost-all': 'A', directory: 'd', reverse: 'r' },
};

/** ls(1): a name a line, as it prints where no terminal is; `-1`, `-a`, `-A`, `-d`, `-r`. */
export const ls: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given, operands, indexes } = options;
  if (given.has('l')) process.unsimulated('ls -l', undefined);
  const { fs } = process.system;
  const files: string[] = [];
  const directories: string[] = [];
  let status = 0;
  (operands.length === 0 ? ['.'] : operands).forEach((written, at) => {
    const kind = fs.kind(resolvePath(process.cwd, written), process.netns);
    if (kind === undefined) {
      process.stderr.write(`ls: cannot access ${quote(written)}: ${errorText('ENOENT')}\n`);
      process.blame(indexes[at] as number);
      status = 2;
    } else if (kind === 'directory' && !given.has('d')) directories.push(written);
    else files.push(written);
  });
  const ordered = (names: readonly string[]) => (given.has('r') ? names.toSorted().reverse() : names.toSorted());
  process.stdout.write(joined(ordered(files)));
  ordered(directories).forEach((directory, at) => {
    const named = operands.length > 1;
    const heading = named ? `${at > 0 || files.length > 0 ? '\n' : ''}${directory}:\n` : '';
    process.stdout.write(heading + joined(ordered(namesIn(process, directory, given))));
  });
  return status;
};

function namesIn(process: Process, directory: string, given: ReadonlyMap<string, string>): readonly string[] {
  const listed = process.system.fs.list(resolvePath(process.cwd, directory), process.netns);
  const names = listed.ok ? listed.value : [];
  if (given.has('a')) return ['.', '..', ...names];
  return given.has('A') ? names : names.filter((name) => !name.startsWith('.'));
}
