// @ts-check
/**
 * `npm test`: runs every check and every test, one step after the other, whatever the ones before said. What the machine
 * cannot run is skipped and named at the end, with how to get it; under CI a skip is a failure.
 *
 *   node test/run.mjs [step …]     only these steps: types style build unit linux vscode
 */
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { findChromium, onPath } from '../scripts/chromium.mjs';
import { projectFolder } from '../scripts/project.mjs';
import { installWorkbench } from '../scripts/workbench.mjs';
import { countTests } from './count-tests.mjs';

/** The programs that the comparison with the real kernel calls. */
const LINUX_TOOLS = [
  'ip',
  'bridge',
  'brctl',
  'iptables',
  'ipset',
  'ping',
  'arping',
  'traceroute',
  'sysctl',
  'unshare',
  'arp',
  'ifconfig',
  'route',
  'netstat',
  'ss',
  'nc',
  'ncat',
  'curl',
  'python3',
  'tcpdump',
  'linux.uml',
];

/** @returns {string | undefined} what the comparison with the real kernel lacks here */
function linuxLacks() {
  if (process.platform !== 'linux') return 'it wants Linux';
  if (process.getuid?.() !== 0) return 'it wants root: run it as root (sudo npm test)';
  const missing = LINUX_TOOLS.filter((tool) => !onPath(tool));
  if (missing.length > 0) return `not installed: ${missing.join(', ')}; .ci/run names the Debian packages`;
  if (spawnSync('unshare', ['--net', 'true']).status !== 0) return 'this machine refuses a new network namespace';
  return undefined;
}

/** @returns {Promise<string | undefined>} what the tests in VS Code lack here */
async function vscodeLacks() {
  if (!findChromium()) return 'no Chromium: install it (Debian: apt-get install chromium), or name it in $CHROMIUM';
  try {
    await installWorkbench(console.log);
  } catch (error) {
    return `the VS Code workbench could not be fetched with npm: ${/** @type {Error} */ (error).message.split('\n')[0]}`;
  }
  return undefined;
}

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[][]} commands run one after the other, the project's own tools found first
 * @property {() => string | undefined | Promise<string | undefined>} [lacks] why it cannot run here
 */

/** npm puts the project's tools on PATH for its scripts; they are to be found without npm too. */
const PATH = [join(projectFolder, 'node_modules/.bin'), process.env.PATH].join(delimiter);

/** @type {Step[]} */
const STEPS = [
  {
    name: 'types',
    commands: [
      ['tsc', '-p', 'src'],
      ['tsc', '-p', 'webview'],
      ['tsc', '-p', '.'],
    ],
  },
  { name: 'style', commands: [['biome', 'check', '.']] },
  { name: 'build', commands: [['node', 'build.mjs', '--tests']] },
  { name: 'unit', commands: [['vitest', 'run']] },
  {
    name: 'linux',
    commands: [
      ['npm', 'run', '--silent', 'test:linux'],
      ['npm', 'run', '--silent', 'test:random', '--', '--labs', '100', '--allow', '3'],
    ],
    lacks: linuxLacks,
  },
  {
    name: 'vscode',
    commands: [['vitest', 'run', '--config', 'test/vscode/vitest.config.ts']],
    lacks: vscodeLacks,
  },
];

/**
 * Runs a command in the project's folder, its output shown and kept.
 * @param {string[]} command
 * @returns {Promise<{ status: number, output: string }>}
 */
function run(command) {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, PATH, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
  });
  child.stderr.on('data', (chunk) => process.stderr.write(chunk));
  return new Promise((done) => {
    child.on('error', (error) => done({ status: 1, output: `${output}\n${error.message}` }));
    child.on('close', (status) => done({ status: status ?? 1, output }));
  });
}

const wanted = process.argv.slice(2);
const steps = wanted.length === 0 ? STEPS : STEPS.filter(({ name }) => wanted.includes(name));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const notes = [];

for (const { name, commands, lacks } of steps) {
  console.log(`\n== ${name} ==`);
  const reason = await lacks?.();
  if (reason !== undefined) {
    total.skipped += 1;
    notes.push(`skipped ${name}: ${reason}`);
    console.log(`skipped: ${reason}`);
    continue;
  }
  for (const command of commands) {
    const { status, output } = await run(command);
    const counts = countTests(output, status);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) notes.push(`failed ${name}: ${command.join(' ')}`);
    if (counts.skipped > 0) notes.push(`skipped in ${name}: ${counts.skipped} tests`);
  }
}

console.log(`\n${notes.join('\n')}`);
const isSkipFatal = Boolean(process.env.CI) && total.skipped > 0;
if (isSkipFatal) console.log('Under CI a skip is a failure.');
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 || isSkipFatal ? 1 : 0;
