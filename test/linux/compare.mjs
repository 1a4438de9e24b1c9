// @ts-check
/**
 * `npm run test:linux [NAME …]`: runs every lab on the real kernel and on the simulator and compares standard output,
 * standard error and exit status, after `normalise`. Names the first difference of each lab with both outputs.
 */
import { basename, dirname, join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';
import { allLabs, labName } from './labs.mjs';
import { normalise } from './normalise.mjs';
import { run, runReal } from './real.mjs';

const AT_ONCE = 4;
const CLI = join(projectFolder, 'dist/cli.js');

/** @param {string} file */
function runSimulated(file) {
  return run(process.execPath, [CLI, 'run', '--machine', 'bare', '--br-netfilter', basename(file)], dirname(file));
}

/**
 * The first line in which two texts differ, with the one before it; undefined when they are the same.
 * @param {string} what
 * @param {string} real
 * @param {string} simulated
 */
function difference(what, real, simulated) {
  const a = normalise(real).split('\n');
  const b = normalise(simulated).split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  const index = at < 0 && b.length > a.length ? a.length : at;
  if (index < 0) return undefined;
  const before = index > 0 ? `    after      ${a[index - 1]}\n` : '';
  return `${what}, line ${index + 1}:\n${before}    Linux      ${a[index] ?? '(end)'}\n    simulated  ${b[index] ?? '(end)'}`;
}

/** @param {string} file */
async function compare(file) {
  const [real, simulated] = await Promise.all([runReal(file), runSimulated(file)]);
  return (
    difference('stdout', real.stdout, simulated.stdout) ??
    difference('stderr', real.stderr, simulated.stderr) ??
    (real.status === simulated.status ? undefined : `exit status: Linux ${real.status}, simulated ${simulated.status}`)
  );
}

const wanted = process.argv.slice(2);
const queue = allLabs().filter((file) => wanted.length === 0 || wanted.some((name) => labName(file).includes(name)));
let passed = 0;
let failed = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const found = await compare(file);
      if (found === undefined) passed++;
      else failed++;
      console.log(found === undefined ? `ok    ${labName(file)}` : `DIFF  ${labName(file)}\n  ${found}`);
    }
  }),
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
