import type { LabRun } from '../../lab/run.ts';
import type { Scene } from '../../protocol/scene.ts';
import { commandAt, contextOf } from './context.ts';
import { journeyScene } from './journey.ts';
import { tablesOf } from './tables.ts';
import { topologyOf } from './topology.ts';

/** The scene as of a line (from 0) of a lab that was run. */
export function sceneOf(
  run: LabRun,
  document: { readonly uri: string; readonly version: number },
  line: number,
): Scene {
  const record = commandAt(run, line);
  const context = contextOf(run, record);
  return {
    uri: document.uri,
    version: document.version,
    at:
      record === undefined
        ? undefined
        : { line: record.line - 1, command: record.text, exitCode: record.exitCode, time: record.time },
    topology: topologyOf(context),
    journey: journeyScene(context),
    namespaces: tablesOf(context),
  };
}
