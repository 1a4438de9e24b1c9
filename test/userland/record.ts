import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answered, type Lab, scriptOf } from './transcript.ts';

/**
 * Namespaces of its own for everything a lab may touch. Processes are among them, because `ip link set … netns 1` would
 * otherwise give the device to the machine itself. The machine's name server is not asked.
 */
const ISOLATION = ['--net', '--mount', '--propagation', 'private', '--pid', '--fork', '--mount-proc', '--kill-child'];
const PREPARE =
  'mkdir -p /run/netns; mount -t tmpfs none /run/netns; mount --bind /dev/null /etc/resolv.conf; mount -t sysfs none /sys';

/** What Docker's daemon needs besides. */
const DOCKER = ['--cgroup', '--ipc', '--uts'];
const MACHINE = join(import.meta.dirname, 'docker/machine');
const PREPARE_DOCKER = `${PREPARE}; MACHINE=${MACHINE}; . $MACHINE/prepare.sh`;

/** Runs a lab on the real kernel in a network namespace of its own (needs root) and answers it with what was said. */
export async function record(lab: Lab): Promise<Lab> {
  const directory = mkdtempSync(join(tmpdir(), 'netlab-record-'));
  try {
    writeFileSync(join(directory, 'lab'), scriptOf(lab));
    const wantsDocker = lab.steps.some(({ command }) => /\bdocker /.test(command));
    const prepare = wantsDocker ? PREPARE_DOCKER : PREPARE;
    const run = `${prepare}; cd ${directory}; bash lab </dev/null >stdout 2>stderr; true`;
    const env = { ...process.env, LC_ALL: 'C', COLUMNS: '80' };
    await promisify(execFile)('unshare', [...ISOLATION, ...(wantsDocker ? DOCKER : []), 'bash', '-c', run], { env });
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    return answered(lab, read('stdout'), read('stderr'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
