// @ts-check
/**
 * The VS Code workbench without VS Code: the npm package `code-server` carries the complete server and web workbench.
 * It is fetched once into a cache folder, with the Node release it wants, and started on 127.0.0.1.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectFolder } from './project.mjs';

const CODE_SERVER = '4.139.1';
/** The Node release line that this code-server declares in its `engines`. */
const NODE_MAJOR = '24';

/** Where downloads are kept: `$NETLAB_CACHE`, or `.cache/` in the project. */
export const cacheFolder = resolve(process.env.NETLAB_CACHE ?? join(projectFolder, '.cache'));

/**
 * @typedef {object} Installation
 * @property {string} node the Node executable that runs the server
 * @property {string} server the server's main script
 */

/** The npm package that holds Node's executable for this platform. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/**
 * Runs npm in a folder, silently.
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<void>} rejects with npm's error output
 */
function npm(cwd, args) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  // npm tells its scripts where it lies; without it (a script started by hand) PATH has to do.
  const script = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const command = script ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const child = spawn(command, [...(script ? [script] : []), 'install', ...options, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: !script && process.platform === 'win32',
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`npm install failed in ${cwd}\n${errors}`))));
  });
}

/**
 * Does a step and says so, with the seconds it took.
 * @param {(line: string) => void} print
 * @param {string} what
 * @param {() => Promise<void>} step
 */
async function timed(print, what, step) {
  print(`${what} …`);
  const started = Date.now();
  const ticker = setInterval(() => print(`  … ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
  try {
    await step();
  } finally {
    clearInterval(ticker);
  }
  print(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * Fetches the workbench from the npm registry, unless the cache has it.
 * @param {(line: string) => void} print progress
 * @returns {Promise<Installation>} rejects when the registry does not answer
 */
export async function installWorkbench(print) {
  const folder = join(cacheFolder, `code-server-${CODE_SERVER}`);
  if (!existsSync(folder)) {
    // Fetched beside its place and moved there when complete, so that an interrupted download is never taken for a whole one.
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
    const vscode = join(partial, 'node_modules/code-server/lib/vscode');
    print(
      `Fetching the VS Code workbench (code-server ${CODE_SERVER}, about 630 MB on disk) into ${cacheFolder}, once.`,
    );
    await timed(print, '[1/3] the workbench and its Node', () =>
      npm(partial, [`code-server@${CODE_SERVER}`, `${nodePackage()}@${NODE_MAJOR}`]),
    );
    await timed(print, "[2/3] the server's packages", () => npm(vscode, ['--omit=dev']));
    await timed(print, '[3/3] the packages of the built-in extensions', () =>
      npm(join(vscode, 'extensions'), ['--omit=dev']),
    );
    await rename(partial, folder);
  }
  const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return {
    node: join(folder, 'node_modules', nodePackage(), executable),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody listened on a moment ago */
function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Settings for a workbench that is there for one extension: nothing calls the network, nothing pops up. */
const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
};

/**
 * @typedef {object} Workbench
 * @property {number} port
 * @property {string} token the secret that a page must bring, since the workbench can run commands
 * @property {string} origin the workbench's address without the secret
 * @property {string} url the workbench's address, with the secret
 * @property {() => string} log what the server has printed
 * @property {Promise<number | null>} ended settles when the server has ended
 * @property {() => Promise<void>} stop ends the server and removes its data
 */

/**
 * Starts the workbench on 127.0.0.1 and waits until it answers.
 * @param {Installation} installation
 * @param {object} [options]
 * @param {number | undefined} [options.port] a free one when not given
 * @param {string} [options.folder] what an address without a folder opens
 * @param {object} [options.settings] the user's settings beside `QUIET`
 * @param {string} [options.extension] a .vsix file to install first
 * @param {string[]} [options.args] more arguments for the server
 * @returns {Promise<Workbench>} rejects when the server ends or does not answer within a minute
 */
export async function startWorkbench(installation, options = {}) {
  const port = options.port ?? (await freePort());
  const data = await mkdtemp(join(tmpdir(), 'netlab-workbench-'));
  await mkdir(join(data, 'data/User'), { recursive: true });
  await writeFile(join(data, 'data/User/settings.json'), JSON.stringify({ ...QUIET, ...options.settings }));
  const token = randomBytes(16).toString('hex');
  const child = spawn(
    installation.node,
    [
      installation.server,
      ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token],
      ...['--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust'],
      ...['--server-data-dir', data, ...(options.folder ? ['--default-folder', options.folder] : [])],
      ...['--extensions-dir', join(data, 'extensions')],
      ...(options.extension ? ['--install-extension', options.extension, '--start-server'] : []),
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log += chunk;
    });
  }
  /** @type {Promise<number | null>} */
  const ended = new Promise((done) => child.on('exit', done));

  const stop = async () => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(killer);
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}/?tkn=${token}`;

  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => undefined);
    if (answer && answer.status < 400) break;
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the VS Code workbench did not start on port ${port}\n${log}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return { port, token, origin, url, log: () => log, ended, stop };
}
