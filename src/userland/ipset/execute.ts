import type { IpSet } from '../../kernel/netfilter/ipset/ip-set.ts';
import {
  addElement,
  createSet,
  deleteElement,
  destroyAll,
  destroySet,
  findSet,
  flushSet,
  renameSet,
  setsOf,
  swapSets,
} from '../../kernel/netfilter/ipset/requests.ts';
import { testElement } from '../../kernel/netfilter/ipset/test.ts';
import type { Process } from '../process.ts';
import { parseGiven } from './add.ts';
import type { CommandLine } from './command-line.ts';
import { syntaxError, unlessRefused } from './complaint.ts';
import { parseSetOptions, parseType } from './create.ts';
import { checkAsked, checkChanged, formatAsked, parseElements } from './element.ts';
import { formatSet } from './list.ts';
import type { Word } from './options.ts';

/** IPSET_MAXNAMELEN less the final zero byte. */
const MAX_NAME = 31;

/** Elements that one command may name: far more than a set holds unless told otherwise. */
const MAX_ELEMENTS = 2 ** 19;

/** What each command changes. */
const CHANGES: Readonly<Record<string, 'new' | 'delete' | 'change'>> = {
  create: 'new',
  destroy: 'delete',
  flush: 'change',
  rename: 'change',
  swap: 'change',
};

/** Does what a command line says, but for restore; answers the exit status, and throws a Complaint. */
export function execute(process: Process, line: CommandLine, print: (text: string) => void): number {
  const status = run(process, line, print);
  const change = CHANGES[line.command];
  if (change !== undefined) {
    process.system.kernel.changed(process.netns, 'netfilter', change, line.words[0]?.text ?? '');
  }
  return status;
}

function run(process: Process, line: CommandLine, print: (text: string) => void): number {
  const [set, second] = line.words;
  switch (line.command) {
    case 'create':
      create(process, line);
      return 0;
    case 'add':
    case 'del':
      prepareChange(process, line)();
      return 0;
    case 'test':
      return test(process, line);
    case 'destroy':
      unlessRefused(set === undefined ? destroyAll(process.netns) : destroySet(process.netns, nameOf(set)), at(set));
      return 0;
    case 'flush':
      for (const one of chosen(process, set)) flushSet(process.netns, one);
      return 0;
    case 'rename':
      unlessRefused(renameSet(process.netns, nameOf(set!), nameOf(second!)), at(set));
      return 0;
    case 'swap':
      unlessRefused(swapSets(process.netns, nameOf(set!), nameOf(second!)), at(second));
      return 0;
    default:
      list(process, line, print);
      return 0;
  }
}

function at(word: Word | undefined): number {
  return word?.index ?? 0;
}

function nameOf({ text, index }: Word): string {
  if (text.length <= MAX_NAME) return text;
  return syntaxError(`setname '${text}' is longer than ${MAX_NAME} characters`, index);
}

function existing({ netns }: Process, word: Word): IpSet {
  const set = findSet(netns, nameOf(word));
  if (set === undefined) unlessRefused('no-set', word.index);
  return set!;
}

/** The set that was named, or all. */
function chosen(process: Process, word: Word | undefined): readonly IpSet[] {
  return word === undefined ? setsOf(process.netns) : [existing(process, word)];
}

function create(process: Process, { words: [name, typeName, ...words], exist }: CommandLine): void {
  const { kernel } = process.system;
  const set = nameOf(name!);
  const type = parseType(typeName!);
  const options = parseSetOptions(type, words, kernel.random(2 ** 32));
  unlessRefused(createSet(process.netns, set, type, options, exist, kernel.cause), name!.index);
}

/** Reads what `add` or `del` says, and answers what does it. */
export function prepareChange(
  process: Process,
  { command, words: [name, entry, ...words], exist }: CommandLine,
): () => void {
  const { netns } = process;
  const set = existing(process, name!);
  const elements = parseElements(set, entry!.text, entry!.index);
  const given = parseGiven(set, words, command);
  if (set.options.family === 'inet') checkChanged(set, entry!.text, entry!.index);
  return () => {
    let count = 0;
    for (const element of elements) {
      if (++count > MAX_ELEMENTS) {
        process.unsimulated('so many elements in one command', entry!.index);
        break;
      }
      const error =
        command === 'add' ? addElement(netns, set, element, given, exist) : deleteElement(netns, set, element, exist);
      unlessRefused(error, entry!.index);
    }
    process.system.kernel.changed(netns, 'netfilter', 'change', set.name);
  };
}

function test(process: Process, { words: [name, entry, ...words], quiet }: CommandLine): number {
  const { now } = process.system.kernel;
  const set = existing(process, name!);
  const [element] = parseElements(set, entry!.text, entry!.index);
  checkAsked(set, entry!.text, entry!.index);
  const { nomatch = false } = parseGiven(set, words, 'test');
  const found = testElement(set, element!, now);
  const isIn = found !== undefined && found.nomatch === nomatch;
  const text = formatAsked(set, entry!.text, element!);
  if (!quiet) {
    process.stderr.write(isIn ? `Warning: ${text} is in set ${set.name}.\n` : `${text} is NOT in set ${set.name}.\n`);
  }
  return isIn ? 0 : 1;
}

function list(process: Process, line: CommandLine, print: (text: string) => void): void {
  const { command, sorted, names, terse } = line;
  const sets = chosen(process, line.words[0]);
  const mode = command === 'save' ? 'save' : (line.mode ?? 'plain');
  const layout = { mode, sorted, names, terse };
  const { now } = process.system.kernel;
  const texts = sets.map((set, i) => formatSet(set, layout, now, i === 0));
  if (mode === 'xml') texts.splice(0, texts.length, '<ipsets>\n', ...texts, '</ipsets>\n');
  print(texts.join(''));
}
