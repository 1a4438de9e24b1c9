import type { JourneyScene, Scene } from '../../protocol/scene.ts';
import type { Analysis } from '../analysis.ts';
import { commandAt, contextOf } from './context.ts';
import { fixesOn } from './fixes.ts';
import { journeyScene } from './journey.ts';
import { notchesOf } from './notches.ts';
import { tablesOf } from './tables.ts';
import { topologyOf } from './topology.ts';

/** The scene as of a line (from 0) of a lab that was run (`turn` as in `commandAt`), or as of a command by its place in the run. */
export function sceneOf(lab: Analysis, line: number, turn?: number, command?: number): Scene {
  const { run, document } = lab;
  const record = (command === undefined ? undefined : run.commands[command]) ?? commandAt(run, line, turn);
  const context = contextOf(run, record, run.peekAfter(record?.index ?? -1));
  const journey = journeyScene(context);
  return {
    uri: document.uri,
    version: document.version,
    at:
      record === undefined
        ? undefined
        : {
            index: record.index,
            line: record.line - 1,
            command: record.text,
            exitCode: record.exitCode,
            time: record.time,
          },
    commands: notchesOf(run),
    fixes: record === undefined ? [] : fixesOn(lab, record.line - 1, deciding(journey)),
    topology: topologyOf(context),
    journey,
    namespaces: tablesOf(context),
  };
}

/** The lines that decided about a packet that was lost; undefined where none was. */
function deciding(journey: JourneyScene | undefined): number[] | undefined {
  if (journey === undefined || journey.ok) return undefined;
  const hops = journey.packets.find(({ id }) => id === journey.selected)?.hops ?? [];
  return hops.flatMap(({ line }) => line ?? []);
}
