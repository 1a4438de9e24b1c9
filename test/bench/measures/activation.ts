import { findChromium } from '../../../scripts/chromium.mjs';
import { runInHost } from '../../vscode/host.ts';
import { ACTIVATION } from '../../vscode/report.ts';
import { type Measure, median } from '../measure.ts';

const RUNS = 3;

/** Time until the extension is active and its server has answered, in a real VS Code: Node's host and the web's. */
export default async function activation(): Promise<Measure[]> {
  if (!findChromium()) {
    console.error('activation time: not measured, it wants a Chromium');
    return [];
  }
  const measures: Measure[] = [];
  for (const kind of ['node', 'web'] as const) {
    const samples: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const { tests } = await runInHost(kind, ACTIVATION);
      samples.push(tests[0]?.milliseconds ?? Number.NaN);
    }
    measures.push({ name: `activation, ${kind} host`, value: median(samples), unit: 'ms' });
  }
  return measures;
}
