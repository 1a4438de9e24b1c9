import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Lab } from './transcript.ts';

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
    const inside = `exec bash ${script} </dev/null`;
    await promisify(execFile)('unshare', ['--net', '--mount', '--propagation', 'private', 'bash', '-c', inside]);
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
