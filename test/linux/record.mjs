// @ts-check
/** `npm run record`, or `node test/linux/record.mjs NAME …` for some: stores what the real kernel says to labs in test/golden/, with the versions that said it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';
import { kernelFor } from './kernels.mjs';
import { allLabs, labName } from './labs.mjs';
import { normalise } from './normalise.mjs';

const folder = join(projectFolder, 'test/golden');
mkdirSync(folder, { recursive: true });
/** @param {string} program @param {string[]} args */
const version = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' }).trim().split('\n')[0] ?? '';
const versions = {
  ip: version('ip', '-V'),
  iptables: version('iptables', '-V'),
  ping: version('ping', '-V'),
};

const wanted = process.argv.slice(2);
for (const file of allLabs().filter(
  (lab) => wanted.length === 0 || wanted.some((name) => labName(lab).includes(name)),
)) {
  const kernel = kernelFor(file);
  const { stdout, stderr, status } = await kernel.run(file);
  const record = {
    lab: labName(file),
    versions: { kernel: kernel.release(), ...versions },
    brNetfilter: kernel.brNetfilter,
    status,
    stdout: normalise(stdout).split('\n'),
    stderr: normalise(stderr).split('\n'),
  };
  const name = labName(file)
    .replace(/\.(?:netlab|sh)$/, '')
    .replaceAll('/', '-');
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
  console.log(`recorded ${labName(file)}`);
}
