import { GENERAL, IPSET } from '../../grammar/ipset/index.ts';
import { misuse, syntaxError } from './complaint.ts';
import type { Layout } from './list.ts';
import type { Word } from './options.ts';

/** A command line: the command, its words, and the options that may stand anywhere. */
export interface CommandLine {
  readonly command: string;
  readonly words: readonly Word[];
  readonly exist: boolean;
  readonly quiet: boolean;
  readonly mode: Layout['mode'] | undefined;
  readonly sorted: boolean;
  readonly names: boolean;
  readonly terse: boolean;
  readonly file: Word | undefined;
}

/** Words a command needs, and words it may have at most. */
const WORDS: Readonly<Record<string, readonly [number, number]>> = {
  create: [2, Number.POSITIVE_INFINITY],
  add: [2, Number.POSITIVE_INFINITY],
  del: [2, Number.POSITIVE_INFINITY],
  test: [2, Number.POSITIVE_INFINITY],
  rename: [2, 2],
  swap: [2, 2],
  restore: [0, 0],
  version: [0, 0],
};

/** Finds the options that may stand anywhere, then the command (ipset_parse_argv). */
export function parseCommandLine(argv: readonly Word[]): CommandLine {
  const given = new Map<string, Word>();
  const rest: Word[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const row = GENERAL.find(({ name, aliases }) => [name, `-${name}`, ...(aliases ?? [])].includes(word.text));
    if (row === undefined) rest.push(word);
    else if (row.values === undefined) given.set(row.name, word);
    else given.set(row.name, argv[++i] ?? misuse(`Missing mandatory argument to option ${word.text}`, word.index));
  }
  const [first, ...words] = rest;
  if (first === undefined) misuse('No command specified.', argv.at(-1)?.index);
  // Any beginning of a name will do; the first command that has it is meant (ipset_match_cmd).
  const command = IPSET.commands!.find(({ name, aliases }) =>
    [name, ...(aliases ?? [])].some((each) => each.startsWith(first.text)),
  )?.name;
  if (command === undefined) misuse(`No command specified: unknown argument ${first.text}`, first.index);
  const [least, most] = WORDS[command] ?? [0, 1];
  if (words.length === 0 && least > 0) misuse(`Missing mandatory argument to command ${command}`, first.index);
  if (words.length < least) misuse(`Missing second mandatory argument to command ${command}`, first.index);
  const extra = words[most];
  if (extra !== undefined) misuse(`Unknown argument ${extra.text}`, extra.index);
  return {
    command,
    words,
    exist: given.has('-exist'),
    quiet: given.has('-quiet'),
    mode: parseMode(given.get('-output')),
    sorted: given.has('-sorted'),
    names: given.has('-name'),
    terse: given.has('-terse'),
    file: given.get('-file'),
  };
}

function parseMode(word: Word | undefined): Layout['mode'] | undefined {
  if (word === undefined) return undefined;
  if (word.text === 'plain' || word.text === 'save' || word.text === 'xml') return word.text;
  return syntaxError(`unknown output mode '${word.text}'`, word.index);
}
