/**
 * # no-such-netns
 *
 * A command names a network namespace that does not exist at this point.
 *
 * `ip netns add NAME` makes a namespace and binds it to a name below /run/netns. Until then nothing can be moved into it
 * and no command can run in it.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip link set v1 netns blue
 * ```
 *
 * ```netlab right
 * ip netns add blue
 * ip link add v0 type veth peer name v1
 * ip link set v1 netns blue
 * ip link set v0 up
 * ip netns exec blue ip link set v1 up
 * ```
 */
import type { Edit, Fix } from '../finding.ts';
import { insertLineAfter, insertLineBefore } from '../fixes/insert-line.ts';
import { commandIn, runsOnce } from '../fixes/netns.ts';
import { nearestFix } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const NO_NETNS = [
  /Cannot open network namespace "([^"]+)"/,
  /argument "([^"]+)" is wrong: Invalid "netns" value/,
  /Cannot remove namespace file "\/(?:var\/)?run\/netns\/([^"]+)": No such file/,
];

export const noSuchNetns: FailureLint = {
  rule: 'no-such-netns',
  *check(failure) {
    const { lab, line, message } = failure;
    const name = NO_NETNS.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
    if (name === undefined) return;
    const index = line.indexOf(name);
    const later = lab.recordOf(lab.history.madeNamespace(name));
    yield {
      ...(index > 0 ? { range: line.originOf(index) } : {}),
      related: later === undefined ? [] : [{ range: lab.wordIn(later, name), message: `${name} is only made here.` }],
      fixes: () => fixesFor(failure, name, index),
    };
  },
};

function fixesFor({ lab, record, line, message }: Failure, name: string, index: number): Fix[] {
  const renamed = index < 0 ? [] : nearestFix(lab, line, index, lab.history.namespacesBefore(record.index));
  if (message.startsWith('Cannot remove') || lab.history.madeNamespace(name) !== undefined) return renamed;
  const edit = makeNamespace(name, { lab, record, line });
  return [...renamed, { title: `Make namespace ${name}`, edits: [edit], preferred: renamed.length === 0 }];
}

/** `ip netns add NAME` below the last one of its kind, else above the command that needs it. */
function makeNamespace(name: string, { lab, record, line }: Pick<Failure, 'lab' | 'record' | 'line'>): Edit {
  const command = commandIn('', `ip netns add ${name}`, line);
  for (let index = record.index - 1; index >= 0; index--) {
    const before = lab.run.commands[index]!;
    if (before.argv.includes('netns') && before.argv.includes('add') && before.exitCode === 0 && runsOnce(lab, before))
      return insertLineAfter(lab, before.range, commandIn('', `ip netns add ${name}`, lab.lineOf(before)));
  }
  return insertLineBefore(lab, record.range, command);
}
