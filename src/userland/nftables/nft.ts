import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { NFT } from '../../grammar/nftables/index.ts';
import { usageOf } from '../../grammar/usage.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { runScript, sessionOf } from './execute.ts';
import { openIncluded } from './include.ts';
import { monitorTrace } from './monitor.ts';
import { monitorChanges, parseMonitor } from './monitor-changes.ts';
import { parseScript } from './parser.ts';
import { Mistake, report, type Source } from './report.ts';

const VERSION = 'nftables v1.0.6 (Lester Gooch #5)';
const BUILT_WITH = '  cli:\t\teditline\n  json:\t\tyes\n  minigmp:\tno\n  libxtables:\tyes\n';

const OPTIONS = new GetoptTable(NFT.options);

/** What the options ask for. */
interface Request {
  readonly given: ReadonlySet<string>;
  readonly file: { readonly name: string; readonly index: number } | undefined;
  readonly defines: ReadonlyMap<string, string>;
  /** Where files to be included are looked for. */
  readonly folders: readonly string[];
  /** The words of the commands, with their places in `argv`. */
  readonly words: readonly { readonly text: string; readonly index: number }[];
}

/** nft(8). */
export const nft: Program = (process) => {
  const request = readOptions(process);
  if (typeof request === 'number') return request;
  const { words, file } = request;
  // A block may begin with numbers below zero.
  const block = words.findIndex(({ text }) => text.startsWith('{'));
  const late = words.slice(0, block < 0 ? undefined : block).find(({ text }) => /^-./.test(text));
  if (late !== undefined && words[0] !== late) return refuseLate(process, late.index);
  if (file === undefined && request.defines.size > 0) {
    process.stderr.write('Error: -D/--define can only be used with -f/--filename\n');
    return 1;
  }
  if (words[0]?.text === 'monitor') return monitor(process, request);
  if (words.length > 0) return run(process, request, commandLine(words));
  if (file === undefined) {
    process.stderr.write('nft: no command specified\n');
    return 1;
  }
  return file.name === '-' ? runInput(process, request) : runFile(process, request, file);
};

/** `monitor trace`, or `monitor [new|destroy] [WHAT]`. */
function monitor(process: Process, { given, words }: Request): Running | number {
  const source = commandLine(words);
  try {
    const wanted = parseMonitor(source.text);
    const { layout, json } = sessionOf(process, given);
    if (wanted === 'trace') return monitorTrace(process, layout);
    if (!json) return monitorChanges(process, layout, wanted);
    process.unsimulated('nft -j monitor', words[0]!.index);
    return 1;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    report(process, source, error);
    return 1;
  }
}

/** Options have to stand before the commands; what looks like one behind them is refused. */
function refuseLate(process: Process, index: number): number {
  const { argv } = process;
  const before = argv.slice(0, index).join(' ').length + 1;
  const marks = `   ^${' '.repeat(before - 4)}${'~'.repeat(argv[index]!.length)}`;
  process.blame(index);
  process.stderr.write(`Error: syntax error, options must be specified before commands\n${argv.join(' ')} `);
  process.stdout.write(`\n${marks}\n`);
  return 1;
}

function readOptions(process: Process): Request | number {
  const scan = new Getopt(process.argv, [OPTIONS], 'stop');
  const given = new Set<string>();
  const defines = new Map<string, string>();
  const words: { text: string; index: number }[] = [];
  const folders = ['/etc'];
  let file: Request['file'];
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('nft', step.error)}\n`);
      return 1;
    }
    if (step.kind === 'operand') {
      words.push({ text: step.value, index: step.index });
      continue;
    }
    const { name, simulated } = step.option;
    given.add(name);
    if (simulated === false) process.unsimulated(`nft ${name}`, step.index);
    if (name === '-I') folders.push(step.value!);
    if (name === '-f') file = { name: step.value!, index: step.valueIndex };
    if (name === '-D') {
      const [, key, value] = /^([^=]*)=(.*)$/.exec(step.value!) ?? [];
      if (key === undefined || value === undefined) {
        process.stderr.write(`Failed to define variable '${step.value}'\n`);
        return 1;
      }
      defines.set(key, value);
    }
  }
  if (given.has('-h')) return print(process, `${usageOf('nft', NFT)}\n`);
  if (given.has('-v')) return print(process, `${VERSION}\n`);
  if (given.has('-V')) return print(process, `${VERSION}\n${BUILT_WITH}`);
  return { given, file, defines, folders, words };
}

function print(process: Process, text: string): number {
  process.stdout.write(text);
  return 0;
}

/** The words of the command line as one text. */
function commandLine(words: Request['words']): Source {
  let text = '';
  const places: { start: number; index: number }[] = [];
  for (const { text: word, index } of words) {
    if (text !== '') text += ' ';
    places.push({ start: text.length, index });
    text += word;
  }
  return { file: undefined, text: `${text}\n`, words: places };
}

function* runInput(process: Process, request: Request): Running {
  const text = yield* readStandardInput(process);
  return run(process, request, { file: '/dev/stdin', text });
}

function runFile(process: Process, request: Request, { name, index }: NonNullable<Request['file']>): number {
  const read = process.system.fs.read(resolvePath(process.cwd, name), process.netns);
  if (read.ok) return run(process, request, { file: name, text: read.value });
  process.blame(index);
  if (read.error.errno === 'EISDIR') {
    process.stderr.write('input in flex scanner failed\n');
    return 2;
  }
  process.stderr.write(`internal:0:0-0: Error: Could not open file "${name}": ${errorText(read.error.errno)}\n\n\n`);
  return 1;
}

function run(process: Process, { given, defines, folders }: Request, { file, text, words = [] }: Source): number {
  if (given.has('-j') && (text.trimStart().startsWith('{') || given.has('-e'))) {
    process.unsimulated('nft -j of commands in JSON, or with -e', words[0]?.index ?? 0);
    return 1;
  }
  const { commands, mistakes, included } = parseScript(text, defines, openIncluded(process, folders));
  const source = { file, text, words, included };
  for (const mistake of mistakes) report(process, source, mistake);
  return runScript(process, source, commands, given, mistakes.length > 0);
}
