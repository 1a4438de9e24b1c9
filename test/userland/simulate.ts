import { runLab } from '../../src/lab/run.ts';
import { answered, type Lab, scriptOf } from './transcript.ts';

/** Runs a lab on the simulator and answers it with what was said. */
export function simulate(lab: Lab): Lab {
  const { output } = runLab({ text: scriptOf(lab), name: 'lab', machine: 'bare', brNetfilter: true, trace: false });
  const said = (stream: 'stdout' | 'stderr') =>
    output
      .filter((part) => part.stream === stream)
      .map((part) => part.text)
      .join('');
  return answered(lab, said('stdout'), said('stderr'));
}
