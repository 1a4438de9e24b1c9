/**
 * # unknown-command-word
 *
 * A word of the command line is none that the program knows at this place.
 *
 * Every subcommand of `ip`, `bridge` and `iptables` takes its own words. Often the word belongs to another subcommand
 * (`ip link addr add` for `ip addr add`), to an older program (`gw` of route(8)) or is mistyped.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip link addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip link set v1 up
 * ```
 *
 * ```netlab right
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip link set v1 up
 * ```
 */
import type { Command } from '../../grammar/command.ts';
import { expectedAt } from '../../grammar/index.ts';
import { tableOf } from '../../grammar/keyword.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { nearestFix, removeWord, replaceWord } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const UNKNOWN = [
  /Command "([^"]+)" is unknown/,
  /Object "([^"]+)" is unknown/,
  /or "([^"]+)" is a garbage/,
  /[Aa]rgument "([^"]+)" is wrong/,
  /is expected rather than "([^"]+)"/,
  /unknown option "([^"]+)"/,
  /Option "([^"]+)" is unknown/,
  /never heard of command \[?([^\]]+)\]?/,
  /Unknown device type()/,
  /^Garbage instead of arguments "([^ "]+)/,
  /unrecognized option '([^']+)'/,
  /invalid option -- '([^']+)'/,
];

export const unknownCommandWord: FailureLint = {
  rule: 'unknown-command-word',
  *check(failure) {
    const { message, line, index } = failure;
    const word = wordOf(message);
    if (word === undefined) return;
    // What stands behind a kind of device that is none is no garbage: the kind is wrong.
    const at = message.startsWith('Garbage')
      ? line.indexOf('type') + 1
      : word === ''
        ? index
        : Math.max(line.indexOf(word), index);
    yield { range: line.originOf(at), fixes: () => fixesFor(failure, at) };
  },
};

/** The word a message is about, '' where it does not say; undefined for messages of another kind. */
function wordOf(message: string): string | undefined {
  for (const pattern of UNKNOWN) {
    const match = pattern.exec(message);
    if (match !== null) return match[1];
  }
  return undefined;
}

function fixesFor({ lab, record, line, message }: Failure, index: number): Fix[] {
  const word = line.argv[index] ?? '';
  if (message.startsWith('Command ') && isObject(line.roles[line.program], word)) {
    const edit = removeWord(line, index - 1);
    if (edit !== undefined) {
      return [{ title: `Change to ${line.argv[line.program]} ${word}`, edits: [edit], preferred: true }];
    }
  }
  if (word === 'gw') {
    const edit = replaceWord(lab, line, index, 'via');
    if (edit !== undefined) return [{ title: 'Change to via', edits: [edit], preferred: true }];
  }
  if (message.includes('is a garbage') && isDevice(lab, record, word)) {
    const edit = replaceWord(lab, line, index, `dev ${word}`);
    if (edit !== undefined) return [{ title: `Change to dev ${word}`, edits: [edit], preferred: true }];
  }
  const expected = expectedAt(line.argv.slice(0, index));
  const names = [
    ...expected.commands.map(({ name, written }) => written ?? name),
    ...expected.options.map((option) => option.name),
    ...expected.values.flatMap((value) => value.words ?? []),
  ];
  return nearestFix(lab, line, index, names);
}

/** True where a device of that name is there when the command starts. */
function isDevice(lab: Analysis, record: CommandRecord, word: string): boolean {
  const inEnd = lab.network.named(lab.netnsOf(record))?.devices.some(({ link }) => link.name === word);
  return inEnd || lab.history.stayAt(lab.netnsOf(record), word, record.index) !== undefined;
}

/** True when a word names a subcommand of the program itself: `addr` of `ip`. */
function isObject(program: { readonly kind: string; readonly command?: Command } | undefined, word: string): boolean {
  return tableOf(program?.command?.commands ?? []).find(word) !== undefined;
}
