/**
 * `npm run test:linux [NAME …]`: runs every lab on a real kernel and on the simulator and compares standard output,
 * standard error and exit status, after `normalise`. Names the first difference of each lab with both outputs. A lab that
 * differs is run again, as `compareAttempts` says, and once more when no other lab runs. The cases of iptables rules
 * follow; `rules` names all of them,
 * `rules/limit` those of a file.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compareAttempts, verdict } from '../attempts.mjs';
import { kernelFor } from '../kernels.mjs';
import { allLabs, labName } from '../labs.mjs';
import { compareRules } from '../rules.mjs';
import { simulated } from '../simulated.ts';

const AT_ONCE = 16;

function compare(file: string) {
  const kernel = kernelFor(file);
  const text = readFileSync(file, 'utf8');
  const { brNetfilter } = kernel;
  return compareAttempts(
    () => kernel.run(file),
    simulated({ text, name: basename(file), machine: 'bare', brNetfilter }),
  );
}

const wanted = process.argv.slice(2);
const queue = allLabs().filter((file) => wanted.length === 0 || wanted.some((name) => labName(file).includes(name)));
let passed = 0;
const different: string[] = [];
async function work(): Promise<void> {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const { found, attempts } = await compare(file);
    if (found === undefined) {
      passed++;
      console.log(`ok    ${labName(file)}${verdict(attempts)}`);
    } else different.push(file);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
let failed = 0;
// While others run, timers are late; what a lab answers alone decides, and stands where a long log still shows it.
for (const file of different) {
  const { found } = await compare(file);
  if (found === undefined) passed++;
  else failed++;
  console.log(found === undefined ? `ok    ${labName(file)} (alone)` : `DIFF  ${labName(file)}\n  ${found}`);
}
const names = wanted.filter((name) => name.startsWith('rules')).map((name) => name.replace(/^rules\/?/, ''));
const rules = wanted.length === 0 || names.length > 0 ? await compareRules(names) : { passed: 0, failed: 0 };
if (rules.passed + rules.failed > 0)
  console.log(`ok    ${rules.passed} of ${rules.passed + rules.failed} iptables rules`);
passed += rules.passed;
failed += rules.failed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
