import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Lab } from './transcript.ts';

/**
 * Namespaces of its own for everything a lab may touch. Processes are among them, because `ip link set … netns 1` would
 * otherwise give the device to the machine itself.
 */
const ISOLATION = ['--net', '--mount', '--propagation', 'private', '--pid', '--fork', '--mount-proc', '--kill-child'];

/** One bash for the whole lab, so that its variables and functions live on; each answer goes to files of its own. */
function scriptOf(lab: Lab, directory: string): string {
  const steps = lab.steps.map((step, i) => {
    writeFileSync(join(directory, `${i}.sh`), step.command);
    return `eval "$(cat ${directory}/${i}.sh)" >${directory}/${i}.out 2>${directory}/${i}.err; echo $? >${directory}/${i}.status`;
  });
  return `mkdir -p /run/netns; mount -t tmpfs none /run/netns\n${steps.join('\n')}\n`;
}

/** Runs a lab on the real kernel in a network namespace of its own (needs root) and answers it with what was said. */
export async function record(lab: Lab): Promise<Lab> {
  const directory = mkdtempSync(join(tmpdir(), 'netlab-record-'));
  try {
    const script = join(directory, 'lab.sh');
    writeFileSync(script, scriptOf(lab, directory));
    await promisify(execFile)('unshare', [...ISOLATION, 'bash', '-c', `exec bash ${script} </dev/null`]);
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    return {
      title: lab.title,
      steps: lab.steps.map((step, i) => ({
        ...step,
        stdout: read(`${i}.out`),
        stderr: read(`${i}.err`),
        status: Number(read(`${i}.status`)),
      })),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
