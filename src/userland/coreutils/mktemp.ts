import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Program } from '../process.ts';
import { parseOptions } from './options.ts';

const TABLE = { letters: 'dqup:t', long: { directory: 'd', quiet: 'q', 'dry-run': 'u', tmpdir: 'p' } };

/** mktemp(1): the name counts up, so that the same lab gives the same bytes. */
export const mktemp: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given, operands } = options;
  const template = operands[0] ?? 'tmp.XXXXXXXXXX';
  const places = /X{3,}(?=[^X/]*$)/.exec(template);
  if (places === null) {
    process.stderr.write(`mktemp: too few X's in template '${template}'\n`);
    return 1;
  }
  const isInTemporary = operands.length === 0 || given.has('p') || given.has('t');
  const folder = isInTemporary ? `${given.get('p') || process.env.get('TMPDIR') || '/tmp'}/` : '';
  const { fs } = process.system;
  for (let number = 0; ; number += 1) {
    const name =
      template.slice(0, places.index) +
      String(number).padStart(places[0].length, 'a') +
      template.slice(places.index + places[0].length);
    const path = resolvePath(process.cwd, folder + name);
    if (fs.kind(path, process.netns) !== undefined) continue;
    const made = given.has('u')
      ? undefined
      : given.has('d')
        ? fs.makeDirectory(path)
        : fs.write(path, '', 'truncate', process.netns);
    if (made !== undefined && !made.ok) {
      const what = given.has('d') ? 'directory' : 'file';
      process.stderr.write(
        `mktemp: failed to create ${what} via template '${folder}${template}': ${errorText(made.error.errno)}\n`,
      );
      return 1;
    }
    process.stdout.write(`${folder}${name}\n`);
    return 0;
  }
};
