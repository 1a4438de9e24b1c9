import { fateOf } from '../../lab/explain/command.ts';
import { nameOfNetns } from '../../lab/machine.ts';
import type { LabRun } from '../../lab/run.ts';
import type { NotchScene } from '../../protocol/scene.ts';

const known = new WeakMap<LabRun, readonly NotchScene[]>();

/** What the time slider shows of each command of a run; made once. */
export function notchesOf(run: LabRun): readonly NotchScene[] {
  let notches = known.get(run);
  if (notches === undefined) {
    const nameOf = (netns: number) => nameOfNetns(run.kernel, netns);
    notches = run.commands.map((record): NotchScene => {
      const journeys = run.journeys(record.index);
      const base = { line: record.line - 1, text: record.text };
      if (journeys.length > 0) return { ...base, kind: fateOf(record, journeys, nameOf).ok ? 'sent' : 'lost' };
      return { ...base, kind: record.exitCode === 0 ? 'plain' : 'failed' };
    });
    known.set(run, notches);
  }
  return notches;
}
