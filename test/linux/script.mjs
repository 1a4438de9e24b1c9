// @ts-check
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { collect } from './real.mjs';

/** What a lab's environment is (`src/shell/initial-state.ts`). */
const ENVIRONMENT = {
  HOME: '/root',
  LANG: 'C.UTF-8',
  LOGNAME: 'root',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  SHELL: '/bin/bash',
  TERM: 'xterm-256color',
  USER: 'root',
};

/** In a home and a /tmp that hold nothing but the script, which comes by standard input. */
const INSIDE =
  'mount -t tmpfs none /tmp && mount -t tmpfs none /root && cd /root && cat > "$0" && exec timeout 20 bash "$0" < /dev/null';

/**
 * Runs a text as a shell script by the machine's bash. Wants root.
 * @param {string} text
 * @param {string} name
 */
export function runText(text, name) {
  const args = ['--net', '--mount', '--propagation', 'private', 'sh', '-c', INSIDE, name];
  const child = spawn('unshare', args, { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'], env: ENVIRONMENT });
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  return collect(child);
}

/** @param {string} file */
export async function runScript(file) {
  return runText(await readFile(file, 'utf8'), basename(file));
}
