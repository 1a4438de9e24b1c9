import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runLab } from '../src/lab/run.ts';
import { normalise } from './linux/normalise.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'test/golden');

/** What the real kernel said, recorded by `npm run record`. */
interface Recording {
  readonly lab: string;
  /** The kernel that said it passes bridged frames through iptables, as Docker has it. */
  readonly brNetfilter: boolean;
  readonly status: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

describe('the simulator says what the real kernel said', () => {
  const recordings = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording);

  test('there are recordings', () => expect(recordings.length).toBeGreaterThan(10));

  test.each(recordings.map((recording) => [recording.lab, recording] as const))('%s', (lab, recording) => {
    const text = readFileSync(join(root, lab), 'utf8');
    const run = runLab({
      text,
      name: basename(lab),
      machine: 'bare',
      brNetfilter: recording.brNetfilter,
      trace: false,
    });
    const said = (stream: string) =>
      normalise(
        run.output
          .filter((part) => part.stream === stream)
          .map((part) => part.text)
          .join(''),
      ).split('\n');
    expect({ stdout: said('stdout'), stderr: said('stderr'), status: run.exitStatus }).toEqual({
      stdout: recording.stdout,
      stderr: recording.stderr,
      status: recording.status,
    });
  });
});
