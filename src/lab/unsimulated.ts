import type { CommandRecord } from './command-record.ts';
import type { LabRun } from './run.ts';

/** Something that Linux knows and Netlab leaves out: a program, an option, a feature. */
export interface Unsimulated {
  readonly what: string;
  /** The command that asked for it first, and the word that did, where it is a certain one. */
  readonly record: CommandRecord;
  readonly index: number | undefined;
}

/** What a lab's commands asked for that is not simulated: each once, where it was first used. */
export function* unsimulatedIn({ commands }: Pick<LabRun, 'commands'>): Generator<Unsimulated> {
  const told = new Set<string>();
  for (const record of commands) {
    for (const { what, index } of record.unsimulated) {
      if (told.has(what)) continue;
      told.add(what);
      yield { what, record, index };
    }
  }
}
