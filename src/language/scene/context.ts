import type { Cause } from '../../kernel/cause.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { kindOfNetns, nameOfNetns } from '../../lab/machine.ts';
import type { LabRun } from '../../lab/run.ts';
import { sendsPackets } from '../text/command-line.ts';

/** What every part of a scene needs to know. */
export interface SceneContext {
  readonly run: LabRun;
  /** The command the scene shows the state after; undefined before the first. */
  readonly record: CommandRecord | undefined;
  readonly kernel: Kernel;
  /** The namespaces shown: all that have a name, the initial one, and what lies behind the host's card. */
  readonly namespaces: readonly Netns[];
  readonly nameOf: (netns: number) => string;
  readonly kindOf: (netns: Netns) => 'host' | 'netns' | 'internet';
  /** The line (from 0) of the command that caused something. */
  readonly lineOf: (cause: Cause) => number | undefined;
}

/** Prepares the state as of a command (undefined: as the machine starts), or as of an event of its packets. */
export function contextOf(
  run: LabRun,
  record: CommandRecord | undefined,
  kernel = run.kernelAfter(record?.index ?? -1),
): SceneContext {
  const namespaces = kernel.netns.all();
  const kindOf = (netns: Netns) => kindOfNetns(kernel, netns);
  return {
    run,
    record,
    kernel,
    namespaces,
    // What a command set going may get on to namespaces that are made later.
    nameOf: (id) => nameOfNetns(namespaces.some((netns) => netns.id === id) ? kernel : run.kernel, id),
    kindOf,
    lineOf: (cause) => {
      const made = run.commands[cause];
      return made === undefined ? undefined : made.line - 1;
    },
  };
}

/**
 * The command whose state a line shows: the last one executed on that line, else on the nearest line above. A line of a
 * loop or a function thus shows its last turn; `turn` is another execution of its packet command, counted from 0.
 */
export function commandAt(run: LabRun, line: number, turn?: number): CommandRecord | undefined {
  const chosen = turn === undefined ? undefined : senderAt(run, line, turn);
  if (chosen !== undefined) return chosen;
  let best: CommandRecord | undefined;
  for (const record of run.commands) {
    if (record.line - 1 <= line && (best === undefined || record.line >= best.line)) best = record;
  }
  return best;
}

function senderAt(run: LabRun, line: number, turn: number): CommandRecord | undefined {
  const senders = run.commands.filter((record) => record.line - 1 === line && sendsPackets(record.argv));
  return senders.filter(({ range }) => range.start === senders[0]?.range.start)[turn];
}
