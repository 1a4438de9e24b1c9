import { type LabOptions, runLab } from '../../src/lab/run.ts';
import type { Transcript } from './real.mjs';

/** What the simulator says to a lab. */
export function simulated(lab: Omit<LabOptions, 'trace'>): Transcript {
  const run = runLab({ ...lab, trace: false });
  const said = (stream: 'stdout' | 'stderr') =>
    run.output
      .filter((part) => part.stream === stream)
      .map((part) => part.text)
      .join('')
      // A byte that is no part of UTF-8, as Node shows it of the real one's.
      .replace(/[\uf780-\uf7ff]/g, '\ufffd');
  return { stdout: said('stdout'), stderr: said('stderr'), status: run.exitStatus };
}
