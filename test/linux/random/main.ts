/**
 * `npm run test:random -- [--labs N] [--seed S] [--at-once K]`: makes random labs, runs each on the real kernel and on
 * the simulator, and names the first difference of each. Lab number i of seed S is that of `--labs 1 --seed S+i`.
 *
 * `--shrink` cuts each lab that differs down to the commands that are to blame; `--keep NAME` stores the first such lab as
 * a permanent case in test/linux/labs/.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { projectFolder } from '../../../scripts/project.mjs';
import { runLab } from '../../../src/lab/run.ts';
import { difference } from '../difference.mjs';
import { runReal, type Transcript } from '../real.mjs';
import { randomLab } from './lab.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    labs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string', default: '12' },
    shrink: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const seed = Number(values.seed);
const labs = Number(values.labs);
const folder = await mkdtemp(join(tmpdir(), 'netlab-random-'));

async function real(text: string): Promise<Transcript> {
  // Each in a folder of its own, so that all have the name that bash prints.
  const file = join(await mkdtemp(join(folder, '-')), 'lab');
  await writeFile(file, text);
  return runReal(file);
}

function simulated(text: string): Transcript {
  const run = runLab({ text, name: 'lab', trace: false });
  const said = (stream: 'stdout' | 'stderr') =>
    run.output
      .filter((part) => part.stream === stream)
      .map((part) => part.text)
      .join('');
  return { stdout: said('stdout'), stderr: said('stderr'), status: run.exitStatus };
}

/** The first difference, where Linux itself says the same twice; undefined without one. */
async function steadyDifference(text: string): Promise<string | undefined> {
  const said = simulated(text);
  const found = difference(await real(text), said);
  return found === undefined ? undefined : difference(await real(text), said);
}

const count = { labs: 0, commands: 0, different: 0 };
const waiting = Array.from({ length: labs }, (_, at) => seed + at);

async function work(): Promise<void> {
  for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
    const [text] = fc.sample(randomLab, { seed: each, numRuns: 1 }) as [string];
    let found = await steadyDifference(text);
    count.labs += 1;
    count.commands += text.split('\n').filter((line) => line.startsWith('x ')).length;
    if (found === undefined) continue;
    count.different += 1;
    let lab = text;
    if (values.shrink || values.keep !== undefined) {
      lab = await shrink(text, async (smaller) => (await steadyDifference(smaller)) !== undefined);
      found = (await steadyDifference(lab)) ?? found;
    }
    console.log(`DIFF  --seed ${each}\n  ${found}`);
    if (lab !== text) console.log(lab.replace(/^/gm, '    | '));
    if (values.keep !== undefined && count.different === 1)
      await writeFile(join(projectFolder, 'test/linux/labs', `${values.keep}.netlab`), lab);
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
await rm(folder, { recursive: true });
console.log(`seed ${seed}: ${count.labs} labs, ${count.commands} commands, ${count.different} labs with a difference`);
process.exitCode = count.different > 0 ? 1 : 0;
