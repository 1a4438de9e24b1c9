import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { usageOf } from '../../grammar/usage.ts';
import { DMESG, DMESG_OPTIONS, FACILITIES } from '../../grammar/util-linux/dmesg.ts';
import { LEVELS } from '../../kernel/log/kernel-log.ts';
import type { Process } from '../process.ts';

const TABLE = new GetoptTable(DMESG_OPTIONS);

/** How the time of a message is written. */
export type TimeFormat = 'time' | 'delta' | 'reltime' | 'ctime' | 'notime' | 'iso';

/** What the words ask for. */
export interface Request {
  readonly action: 'read' | 'clear' | 'read-clear' | 'console';
  readonly follow: 'all' | 'new' | undefined;
  readonly time: TimeFormat;
  readonly delta: boolean;
  readonly raw: boolean;
  readonly decode: boolean;
  readonly escapes: boolean;
  /** Undefined for all. */
  readonly levels: ReadonlySet<string> | undefined;
  readonly facilities: ReadonlySet<string> | undefined;
}

/** Options of which only one may be given. */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ['-C', '-D', '-E', '-c', '-n', '-r'],
  ...['-H', '-L', '-T', '-d', '-e', '-t', '-x'].map((name) => [name, '-r']),
  ['-S', '-w'],
];

const TIME_OF: Readonly<Record<string, TimeFormat>> = {
  '-H': 'reltime',
  '-e': 'reltime',
  '-T': 'ctime',
  '-t': 'notime',
};
const TIME_FORMATS: readonly string[] = ['delta', 'reltime', 'ctime', 'notime', 'iso'];

/** Reads the words of a command line; a status where there is nothing more to do. */
export function parseOptions(process: Process): Request | number {
  const fail = (index: number, message: string): number => {
    process.blame(index);
    process.stderr.write(`${message}\n`);
    return 1;
  };
  const tryHelp = "Try 'dmesg --help' for more information.";
  const given = new Set<string>();
  let time: TimeFormat = 'time';
  let levels: ReadonlySet<string> | undefined;
  let facilities: ReadonlySet<string> | undefined;
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') return fail(step.index, `${getoptMessage('dmesg', step.error)}\n${tryHelp}`);
    if (step.kind === 'operand') return fail(step.index, `dmesg: bad usage\n${tryHelp}`);
    const { option, value = '', index, valueIndex } = step;
    const { name } = option;
    const twin = EXCLUSIVE.find(
      (group) => group.includes(name) && group.some((each) => each !== name && given.has(each)),
    );
    if (twin !== undefined) return fail(index, `dmesg: mutually exclusive arguments:${longNames(twin)}`);
    given.add(name);
    if (option.simulated === false) {
      process.unsimulated(`dmesg ${name}`, index);
      return fail(index, `dmesg: ${name} is not simulated`);
    }
    if (name === '-h') {
      process.stdout.write(usageOf('dmesg', DMESG));
      return 0;
    }
    if (name === '-V') {
      process.stdout.write('dmesg from util-linux 2.38.1\n');
      return 0;
    }
    time = TIME_OF[name] ?? time;
    if (name === '--time-format') {
      if (!TIME_FORMATS.includes(value)) return fail(valueIndex, `dmesg: unknown time format: ${value}`);
      time = value as TimeFormat;
    }
    if (name === '-n' && !isLevel(value)) return fail(valueIndex, `dmesg: unknown level '${value}'`);
    if (name === '-l' || name === '-f') {
      const known: readonly string[] = name === '-l' ? LEVELS : FACILITIES;
      const words = value.split(',');
      const wrong = words.findIndex((word) => !known.includes(word));
      if (wrong >= 0) {
        const rest = words.slice(wrong).join(',');
        return fail(valueIndex, `dmesg: unknown ${name === '-l' ? 'level' : 'facility'} '${rest}'`);
      }
      if (name === '-l') levels = new Set(words);
      else facilities = new Set(words);
    }
    if (name === '-k') facilities = new Set(['kern']);
    if (name === '-u') facilities = new Set(FACILITIES.slice(1));
  }
  return {
    action: given.has('-C')
      ? 'clear'
      : given.has('-c')
        ? 'read-clear'
        : ['-D', '-E', '-n'].some((name) => given.has(name))
          ? 'console'
          : 'read',
    follow: given.has('-W') ? 'new' : given.has('-w') ? 'all' : undefined,
    time,
    delta: given.has('-d'),
    raw: given.has('-r'),
    decode: given.has('-x'),
    escapes: !given.has('--noescape'),
    levels,
    facilities,
  };
}

function isLevel(text: string): boolean {
  return (LEVELS as readonly string[]).includes(text) || /^[1-8]$/.test(text);
}

/** The options by their long names, in the order in which dmesg knows them. */
function longNames(names: readonly string[]): string {
  return DMESG_OPTIONS.filter(({ name }) => names.includes(name))
    .map(({ aliases }) => ` ${aliases![0]}`)
    .join('');
}
