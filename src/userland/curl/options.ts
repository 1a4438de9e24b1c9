import type { Option } from '../../grammar/command.ts';
import { CURL } from '../../grammar/curl/curl.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process } from '../process.ts';
import { type DataOption, warn } from './content.ts';

const DATA_OPTIONS = ['-d', '--data-raw', '--data-binary', '--data-urlencode', '--json'];
const SECOND = 1_000_000;
const VERSION = `curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1
Release-Date: 2023-02-20
Protocols: http
Features: Largefile
`;

/** What the words of curl ask for. */
export interface CurlRequest {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly urls: readonly { readonly text: string; readonly index: number }[];
  /** What to send, in order. */
  readonly data: readonly DataOption[];
  /** Microseconds. */
  readonly maxTime: number | undefined;
  readonly connectTimeout: number | undefined;
}

/** Reads the words; a complaint is printed, and answers the exit status. */
export function parseCurl(process: Process): CurlRequest | number {
  const { argv } = process;
  const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n";
  const fail = (index: number, message: string) => {
    process.blame(index);
    process.stderr.write(`${message}${hint}`);
    return 2;
  };
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const data: DataOption[] = [];
  const urls: { text: string; index: number }[] = [];
  const take = (option: Option, spelled: string, at: number, attached: string | undefined): number | string => {
    if (option.simulated === false) process.unsimulated(`curl ${spelled}`, at);
    if (option.values === undefined) {
      flags.add(option.name);
      return 0;
    }
    const value = attached ?? argv[at + 1];
    if (value === undefined) return `curl: option ${argv[at]}: requires parameter\n`;
    const isNumber = option.values[0] === 'number' ? /^-?\d+$/ : /^\d+(\.\d*)?$/;
    if (['time', 'number'].includes(option.values[0]!) && !isNumber.test(value))
      return `curl: option ${argv[at]}: expected a proper numerical parameter\n`;
    if (option.name === '--url') urls.push({ text: value, index: attached === undefined ? at + 1 : at });
    if (DATA_OPTIONS.includes(option.name)) data.push({ option: option.name, text: value, index: at });
    values.set(option.name, [...(values.get(option.name) ?? []), value]);
    return attached === undefined ? 1 : 0;
  };
  let literal = false;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (literal || !/^-./.test(word)) urls.push({ text: word, index: at });
    else if (word === '--') literal = true;
    else if (word.startsWith('--')) {
      const option = named(word);
      const negated = option === undefined && word.startsWith('--no-') ? named(`--${word.slice(5)}`) : undefined;
      if (negated !== undefined && negated.values === undefined) {
        flags.delete(negated.name);
        continue;
      }
      if (option === undefined) return fail(at, `curl: option ${word}: is unknown\n`);
      const taken = take(option, word, at, undefined);
      if (typeof taken === 'string') return fail(at, taken);
      at += taken;
    } else {
      const begun = at;
      for (let letter = 1; letter < word.length; letter++) {
        const option = named(`-${word[letter]}`);
        if (option === undefined) return fail(at, `curl: option ${word}: is unknown\n`);
        const attached = letter + 1 < word.length ? word.slice(letter + 1) : undefined;
        const taken = take(option, `-${word[letter]}`, begun, option.values === undefined ? undefined : attached);
        if (typeof taken === 'string') return fail(at, taken);
        at += taken;
        if (option.values !== undefined) break;
      }
    }
  }
  if (flags.has('-V')) {
    process.stdout.write(VERSION);
    return 0;
  }
  if (flags.has('-h')) {
    process.stdout.write(usageOf('curl', CURL));
    return 0;
  }
  if (urls.length === 0) return fail(0, argv.length === 1 ? '' : 'curl: no URL specified!\n');
  if (flags.has('-I') && !flags.has('-G') && data.length > 0) {
    warn(
      process,
      'You can only select one HTTP request method! You asked for both POST (-d, --data) and HEAD (-I, --head).',
    );
    return 2;
  }
  if (flags.has('--location-trusted')) flags.add('-L');
  const seconds = (name: string) => {
    const text = values.get(name)?.at(-1);
    return text === undefined || Number(text) === 0 ? undefined : Number(text) * SECOND;
  };
  return { flags, values, urls, data, maxTime: seconds('-m'), connectTimeout: seconds('--connect-timeout') };
}

/** An option by one of its names; a long one may be abbreviated. */
function named(word: string): Option | undefined {
  const exact = CURL.options.find(({ name, aliases }) => name === word || aliases?.includes(word));
  if (exact !== undefined || !word.startsWith('--') || word.length < 4) return exact;
  const all = CURL.options.filter((option) =>
    [option.name, ...(option.aliases ?? [])].some((each) => each.startsWith(word)),
  );
  return all.length === 1 ? all[0] : undefined;
}
