/**
 * # lost-by-move
 *
 * An address was given to a device before it moved to another namespace, and the move took it away again.
 *
 * Linux shuts a device down before it moves: its addresses and routes go, and it arrives down. So a device is configured
 * after its move, inside its namespace.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.2/24 dev v1
 * ip link set v1 netns red
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1
 * ip link set v1 netns red
 * ip netns exec red ip addr add 10.0.0.2/24 dev v1
 * ip netns exec red ip link set v1 up
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ```
 */
import type { ChangeEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { commandIn, runsOnce, spokenNetns } from '../fixes/netns.ts';
import { removeCommand } from '../fixes/remove-command.ts';
import type { Lint } from './lint.ts';

export const lostByMove: Lint = {
  rule: 'lost-by-move',
  *check(lab) {
    for (const move of lab.history.moves) {
      const mover = lab.recordOf(move.cause)!;
      for (const record of addressesBefore(lab, move)) {
        const to = lab.history.nameOf(move.to!.netns);
        const address = record.argv.find((word) => /^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(word));
        if (address === undefined || isThere(lab, move, address)) continue;
        yield {
          range: lab.wordIn(record, address),
          message: `${address} is gone again when ${move.name} moves to ${spokenNetns(to)}: a move takes a device's addresses away.`,
          related: [{ range: lab.wordIn(mover, move.name), message: `${move.name} moves here.` }],
          fixes: () => fixesFor(lab, record, mover, to),
        };
      }
    }
  },
};

/** The commands that gave a device addresses where it was before a move. */
function addressesBefore(lab: Analysis, { name, netns, cause }: ChangeEvent): CommandRecord[] {
  const from = lab.history.nameOf(netns);
  const stay = lab.history.stayAt(from, name, cause);
  return lab.run.commands.slice(Math.max(stay?.since ?? 0, 0), cause).filter((record) => {
    if (record.exitCode !== 0 || !record.argv.includes(name) || lab.netnsOf(record) !== from) return false;
    const [object, verb] = lab.lineOf(record).subcommands;
    return object === 'address' || object === 'addr' ? verb === 'add' || verb === 'replace' : false;
  });
}

/** True where the device has the address in the end: it was given again. */
function isThere({ network }: Analysis, { to }: ChangeEvent, address: string): boolean {
  const place = network.places.find(({ netns }) => netns.id === to!.netns);
  const local = address.split('/')[0]!;
  return (
    place === undefined ||
    network.kernel.address
      .dump(place.netns)
      .some((each) => typeof each.local === 'number' && formatIpv4(each.local) === local)
  );
}

/** Moves the command below the move, into the namespace. */
function fixesFor(lab: Analysis, record: CommandRecord, mover: CommandRecord, to: string): Fix[] {
  if (!runsOnce(lab, record) || !runsOnce(lab, mover) || lab.netnsOf(record) !== '' || to === '') return [];
  const line = lab.lineOf(record);
  const written = line.origins[line.program];
  if (written === undefined) return [];
  const command = commandIn(to, lab.text.slice(written.start, record.range.end), line);
  return [
    {
      title: `Do it in ${spokenNetns(to)}, after the move`,
      edits: [removeCommand(lab, record), insertLineAfter(lab, mover.range, command)],
      preferred: true,
    },
  ];
}
