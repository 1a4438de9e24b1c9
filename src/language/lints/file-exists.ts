/**
 * # file-exists
 *
 * The object to make is there already.
 *
 * A namespace has one name once, a device name once, and a route is known by destination, metric and TOS: a second default
 * route needs another metric, or `ip route replace` to take the place of the first.
 *
 * ```netlab wrong
 * ip netns add red
 * ip netns add red
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip netns add blue
 * ```
 */
import type { ChangeEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { parseIpv4 } from '../../net/ipv4.ts';
import type { Fix } from '../finding.ts';
import { removeCommand } from '../fixes/remove-command.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const EXISTS = /File exists|already exists|already assigned|already a member of a bridge/;

export const fileExists: FailureLint = {
  rule: 'file-exists',
  *check(failure) {
    if (!EXISTS.test(failure.message)) return;
    const { lab } = failure;
    const first = firstMaker(failure);
    yield {
      related: first === undefined ? [] : [{ range: lab.wordIn(first, nameMade(failure)), message: 'Made here.' }],
      fixes: () => fixesFor(failure, first),
    };
  },
};

/** What the command tried to make: the word to blame, else the first that the grammar calls a new thing or a prefix. */
function nameMade({ line, index, record }: Failure): string {
  if (record.blame !== undefined && index > line.program) return line.argv[index]!;
  const made = line.valuesOf(
    'new-netns',
    'new-device',
    'new-bridge',
    'prefix',
    'interface-address',
    'new-chain',
    'new-ipset',
  )[0];
  return line.argv[made ?? -1] ?? '';
}

/** The command before this one that made an object of the name in the same namespace. */
function firstMaker(failure: Failure): CommandRecord | undefined {
  const { lab, record } = failure;
  const name = nameMade(failure);
  if (name === '') return undefined;
  const change = lab.run.changes.find(
    (each) =>
      each.change === 'new' &&
      each.cause >= 0 &&
      each.cause < record.index &&
      (each.name === name ||
        each.name.split(/[/ ]/)[0] === name ||
        each.name.split(' ')[0] === name ||
        isOfPrefix(each, name)) &&
      (each.object === 'netns' || lab.history.nameOf(each.netns) === lab.netnsOf(record)),
  );
  return lab.recordOf(change?.cause);
}

/** Changes name a route by the number of its destination. */
function isOfPrefix({ object, name }: ChangeEvent, written: string): boolean {
  if (object !== 'route') return false;
  const [address = '', length = '32'] = written === 'default' ? ['0.0.0.0', '0'] : written.split('/');
  return name === `${parseIpv4(address)}/${length}`;
}

function fixesFor(failure: Failure, first: CommandRecord | undefined): Fix[] {
  const { lab, line, record } = failure;
  const fixes: Fix[] = [];
  const add = line.roles.findIndex((role) => role.kind === 'subcommand' && role.command.name === 'add');
  if (line.subcommands[0] === 'route' && add > 0) {
    const edit = replaceWord(lab, line, add, 'replace');
    if (edit !== undefined) fixes.push({ title: 'Replace the route that is there', edits: [edit], preferred: true });
  }
  const repeated =
    first !== undefined && lab.netnsOf(first) === lab.netnsOf(record) && first.argv.join(' ') === record.argv.join(' ');
  if (repeated)
    fixes.push({ title: 'Remove this repetition', edits: [removeCommand(lab, record)], preferred: fixes.length === 0 });
  return fixes;
}
