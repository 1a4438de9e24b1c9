// @ts-check
import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';

/** What a lab finds in /etc/resolv.conf: a name server that no route leads to, whatever the machine's own is. */
const RESOLVER = join(projectFolder, 'test/linux/resolv.conf');

/**
 * In a network and mount namespace of its own: nothing of the machine's network is seen or touched, its names neither; /sys
 * shows the lab's devices; what a lab writes beside itself is gone with it.
 */
export const INSIDE = [
  'mkdir -p /run/netns',
  'mount -t tmpfs none /run/netns',
  "printf '127.0.0.1\\tlocalhost\\n' > /run/netns/hosts",
  'mkdir /run/netns/upper /run/netns/work',
  // Where the kernel has no overlays, the folder itself is written to.
  '{ mount -t overlay none -o "lowerdir=$PWD,upperdir=/run/netns/upper,workdir=/run/netns/work" "$PWD" 2> /dev/null && cd "$PWD" || :; }',
  '{ [ ! -e /etc/hosts ] || mount --bind /run/netns/hosts /etc/hosts; }',
  'mount -t tmpfs none /run/netns',
  `{ [ ! -e /etc/resolv.conf ] || mount --bind '${RESOLVER}' /etc/resolv.conf; }`,
  'mount -t sysfs none /sys',
  'exec bash "$0"',
].join(' && ');

/** What the programs are told of their surroundings. */
export const ENVIRONMENT = { LC_ALL: 'C', COLUMNS: '80' };

/**
 * @typedef {{ stdout: string, stderr: string, status: number | null }} Transcript
 */

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<Transcript>}
 */
export function run(program, args, cwd) {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...ENVIRONMENT },
  });
  return collect(child);
}

/**
 * What a program says until it ends.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<Transcript>}
 */
export function collect(child) {
  const transcript = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    transcript.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    transcript.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...transcript, status }));
  });
}

/**
 * Runs a lab on the machine's own kernel. Wants root.
 * @param {string} file
 */
export function runReal(file) {
  return run(
    'unshare',
    ['--net', '--mount', '--propagation', 'private', 'bash', '-c', INSIDE, basename(file)],
    dirname(file),
  );
}
