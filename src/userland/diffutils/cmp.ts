import { misused, parseOptions } from '../coreutils/options.ts';
import { encodeText } from '../encoding.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';

const TABLE = {
  letters: 'bi:ln:sv',
  long: { 'print-bytes': 'b', 'ignore-initial': 'i', verbose: 'l', bytes: 'n', quiet: 's', silent: 's' },
  failure: 2,
  usage: 'cmp: ',
};

/** cmp(1): `-s`, `-l`, `-n`. */
export const cmp: Program = (process) => run(process);

function* run(process: Process): Running {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given, operands } = options;
  const [left, right = '-'] = operands;
  if (left === undefined) return misused(process, `missing operand after '${process.argv[0]}'`, 2, TABLE.usage);
  const a = yield* read(process, left, given.has('s'));
  if (a === undefined) return 2;
  const b = yield* read(process, right, given.has('s'));
  if (b === undefined) return 2;
  const most = Number(given.get('n') ?? Number.POSITIVE_INFINITY);
  const end = Math.min(a.length, b.length, most);
  let line = 1;
  let status = 0;
  for (let at = 0; at < end; at += 1) {
    if (a[at] !== b[at]) {
      if (given.has('s')) return 1;
      if (!given.has('l')) {
        process.stdout.write(`${left} ${right} differ: char ${at + 1}, line ${line}\n`);
        return 1;
      }
      status = 1;
      const width = String(Math.max(a.length, b.length)).length;
      const octal = (byte: number | undefined) => (byte ?? 0).toString(8).padStart(3);
      process.stdout.write(`${String(at + 1).padStart(width)} ${octal(a[at])} ${octal(b[at])}\n`);
    }
    if (a[at] === 10) line += 1;
  }
  if (a.length === b.length || end === most) return status;
  if (given.has('s')) return 1;
  const [short, bytes] = a.length < b.length ? [left, a] : [right, b];
  process.stderr.write(`cmp: EOF on ${short}${shortfall(bytes, given.has('l'))}\n`);
  return 1;
}

/** Where a text that is too short ends. */
function shortfall(bytes: Uint8Array, isVerbose: boolean): string {
  if (bytes.length === 0) return ' which is empty';
  if (isVerbose) return ` after byte ${bytes.length}`;
  const breaks = bytes.filter((byte) => byte === 10).length;
  const ends = bytes.at(-1) === 10;
  return ` after byte ${bytes.length}, ${ends ? `line ${breaks}` : `in line ${breaks + 1}`}`;
}

function* read(
  process: Process,
  path: string,
  quiet: boolean,
): Generator<{ ready?: () => boolean }, Uint8Array | undefined, void> {
  if (path === '-') return encodeText(yield* readStandardInput(process));
  const content = process.system.fs.read(resolvePath(process.cwd, path), process.netns);
  if (content.ok) return encodeText(content.value);
  if (!quiet || content.error.errno !== 'ENOENT')
    process.stderr.write(`cmp: ${path}: ${errorText(content.error.errno)}\n`);
  process.blame(process.argv.indexOf(path, 1));
  return undefined;
}
