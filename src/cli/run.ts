import { writeFileSync } from 'node:fs';
import { Capture } from '../lab/capture.ts';
import { nameOfNetns } from '../lab/machine.ts';
import { runLab } from '../lab/run.ts';
import { unsimulatedIn } from '../lab/unsimulated.ts';
import { MACHINE_OPTIONS, machineOptions, onlyPositional, parseArguments } from './arguments.ts';
import { readLab } from './file.ts';
import { UsageError } from './usage.ts';

/** `netlab run FILE`: what `sudo bash FILE` prints, or with --json one object a simple command. */
export function run(args: string[]): number {
  const { values, positionals } = parseArguments(args, { ...MACHINE_OPTIONS, pcap: { type: 'string' } });
  const file = onlyPositional(positionals, 'FILE');
  const capture = values.pcap === undefined ? undefined : new Capture();
  const lab = runLab({
    text: readLab(file),
    name: file,
    ...machineOptions(values),
    trace: false,
    ...(capture === undefined
      ? {}
      : { onFrame: (frame) => capture.add(frame, nameOfNetns(frame.netns.kernel, frame.netns.id)) }),
  });
  if (capture !== undefined && values.pcap !== undefined) write(values.pcap, capture.encode());
  if (values.json) {
    for (const { line, column, netns, text, exitCode, stdout, stderr, time } of lab.commands)
      process.stdout.write(
        `${JSON.stringify({ line, column, netns, command: text, exitCode, stdout, stderr, time: time / 1e6 })}\n`,
      );
  } else {
    for (const { stream, text } of lab.output) process[stream].write(text);
  }
  for (const { what, record } of unsimulatedIn(lab))
    process.stderr.write(`netlab: line ${record.line}: ${what} is not simulated\n`);
  for (const problem of lab.problems)
    if (problem.kind === 'budget') process.stderr.write(`netlab: ${problem.message}\n`);
  return lab.exitStatus;
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}
