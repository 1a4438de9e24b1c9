// @ts-check
/**
 * `npm start`: builds the extension and opens VS Code on `examples/` with it: the desktop's `code` if there is one, else the
 * workbench in a browser.
 *
 *   npm start -- [--no-open] [--port N] [--workbench]
 *
 * `--workbench` takes the workbench even where there is a `code`; `--no-open` only prints its address.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onPath } from './chromium.mjs';
import { packageExtension } from './package.mjs';
import { projectFolder } from './project.mjs';
import { installWorkbench, startWorkbench } from './workbench.mjs';

const examples = join(projectFolder, 'examples');

/**
 * Runs one of Node's scripts in the project's folder, its output shown.
 * @param {string[]} args
 * @throws when it fails
 */
function node(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed`);
}

/** Opens an address in the user's browser, where the system has a way to. @param {string} url */
function openInBrowser(url) {
  const command = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[String(process.platform)] ?? ['xdg-open'];
  const [program = '', ...args] = command;
  // No browser to open is no failure: the address has been printed.
  spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** @returns {Promise<number>} the exit status of the desktop's `code`, which returns at once */
function openDesktop() {
  const code = spawn('code', [`--extensionDevelopmentPath=${projectFolder}`, examples], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return new Promise((done) => code.on('exit', (status) => done(status ?? 1)));
}

/**
 * Serves the workbench until Ctrl-C, with the extension installed as a user would have it: from its package.
 * @param {{ port: number | undefined, open: boolean }} options
 */
async function serveWorkbench({ port, open }) {
  const installation = await installWorkbench(console.log);
  const folder = await mkdtemp(join(tmpdir(), 'netlab-start-'));
  try {
    const extension = await packageExtension(join(folder, 'netlab.vsix'));
    const workbench = await startWorkbench(installation, { port, extension, folder: examples });
    const stop = () => void workbench.stop();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    console.log(`\nVS Code with Netlab: ${workbench.url}\nCtrl-C stops it.`);
    if (open) openInBrowser(workbench.url);
    await workbench.ended;
    await workbench.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main() {
  const { values } = parseArgs({
    options: { 'no-open': { type: 'boolean' }, port: { type: 'string' }, workbench: { type: 'boolean' } },
  });
  node(['build.mjs']);
  if (onPath(process.platform === 'win32' ? 'code.cmd' : 'code') && !values.workbench) {
    process.exitCode = await openDesktop();
  } else {
    await serveWorkbench({ port: values.port ? Number(values.port) : undefined, open: !values['no-open'] });
  }
}

main().catch((error) => {
  console.error(`npm start: ${error.message}`);
  process.exitCode = 1;
});
