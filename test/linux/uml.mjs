// @ts-check
/** Labs on user-mode Linux, for what the machine's own kernel lacks. Debian packages: user-mode-linux, kmod. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ENVIRONMENT, INSIDE, run } from './real.mjs';

/** Where Debian keeps user-mode Linux's modules, in a folder a version. */
export const UML_MODULES = '/usr/lib/uml/modules';

/** The log of the machine is not the lab's own, and only the first namespace speaks there. */
const READS_LOG = /\bdmesg\b/;

/** What a kernel may lack: how a lab asks for it, and a command that tells whether this kernel has it. */
const FEATURES = [
  { asks: /\btype dummy\b/, probe: 'ip link add probe type dummy' },
  { asks: /\btype vlan\b/, probe: 'ip link add link lo probe type vlan id 1' },
  { asks: /\btype vrf\b/, probe: 'ip link add probe type vrf table 1' },
  { asks: /\btype bond\b/, probe: 'ip link add probe type bond' },
  { asks: /\bhash:(?:mac|ip,mac|ip,mark|net,net|net,port,net)\b/, probe: 'ipset create probe hash:mac' },
  { asks: READS_LOG, probe: 'false' },
  { asks: /\bvlan_filtering 1\b|\bbridge vlan\b/, probe: 'ip link add probe type bridge vlan_filtering 1' },
];

/** @type {Map<string, boolean>} */
const found = new Map();

/** Whether the machine's kernel does this, in a namespace of its own. @param {string} probe */
function isHere(probe) {
  const known = found.get(probe);
  if (known !== undefined) return known;
  const works = spawnSync('unshare', ['--net', 'sh', '-c', probe], { stdio: 'ignore' }).status === 0;
  found.set(probe, works);
  return works;
}

/** True when a lab asks for something that the machine's kernel lacks. @param {string} lab its text */
export function wantsUml(lab) {
  return FEATURES.some(({ asks, probe }) => asks.test(lab) && !isHere(probe));
}

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Runs a lab on user-mode Linux, on the machine's own files, in a mount namespace of its own, and in a network namespace
 * unless it reads the kernel's log. Wants root.
 * @param {string} file
 * @returns {Promise<import('./real.mjs').Transcript>}
 */
export async function runUml(file) {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-uml-'));
  const init = join(folder, 'init');
  const out = (/** @type {string} */ name) => join(folder, name);
  const exports = Object.entries({ PATH: process.env.PATH, HOME: process.env.HOME, ...ENVIRONMENT }).map(
    ([name, value]) => `export ${name}=${quoted(value ?? '')}`,
  );
  writeFileSync(
    init,
    [
      '#!/bin/bash',
      ...exports,
      'mount -t proc none /proc; mount -t sysfs none /sys; mount -t tmpfs none /run',
      'mkdir -p /lib/modules; mount -t tmpfs none /lib/modules',
      `ln -s "${UML_MODULES}/$(uname -r)" "/lib/modules/$(uname -r)"`,
      // They are there from the start, as on the machine, and not only once a program asks for them.
      'modprobe -a ipv6 bridge vxlan',
      // The lab mounts its own, which is the same one in the same namespace.
      'umount /sys',
      `cd ${quoted(dirname(file))}`,
      `unshare ${READS_LOG.test(readFileSync(file, 'utf8')) ? '' : '--net '}--mount --propagation private bash -c ${quoted(INSIDE)} ${quoted(basename(file))} >${quoted(out('stdout'))} 2>${quoted(out('stderr'))} </dev/null`,
      `echo $? >${quoted(out('status'))}`,
      'sync; echo o >/proc/sysrq-trigger; sleep 60',
      '',
    ].join('\n'),
    { mode: 0o755 },
  );
  try {
    const args = ['mem=256M', 'rootfstype=hostfs', 'rw', `init=${init}`, 'quiet', 'con=null', 'con0=fd:0,fd:1'];
    const { stdout } = await run('linux.uml', args, folder);
    const text = (/** @type {string} */ name) => readFileSync(out(name), 'utf8');
    try {
      return { stdout: text('stdout'), stderr: text('stderr'), status: Number(text('status')) };
    } catch {
      return { stdout, stderr: 'user-mode Linux did not get to the lab’s end', status: null };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
