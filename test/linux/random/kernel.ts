import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type fc from 'fast-check';
import { runReal, type Transcript } from '../real.mjs';
import { runText } from '../script.mjs';
import { runUml } from '../uml.mjs';
import { randomLab } from './lab.ts';
import { randomScript } from './script.ts';

/** A real kernel that random labs run on. */
export interface RandomKernel {
  /** What is run on it. */
  readonly labs: fc.Arbitrary<string>;
  /** The option that chooses it. */
  readonly option: string;
  /** Where a lab that differs is kept as a case, and what its name ends with. */
  readonly folder: string;
  readonly extension: string;
  /** What bash is told that a lab is called. */
  readonly name: string;
  /** How many labs at once it bears without being late. */
  readonly atOnce: number;
  run(lab: string): Promise<Transcript>;
  /** Removes what it left in the file system. */
  close(): void;
}

let folder: string | undefined;

/** A lab in a folder of its own, so that all have the name that bash prints. */
async function fileOf(text: string): Promise<string> {
  folder ??= mkdtempSync(join(tmpdir(), 'netlab-random-'));
  const file = join(await mkdtemp(join(folder, '-')), 'lab');
  await writeFile(file, text);
  return file;
}

function close(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true });
}

const LABS = { folder: 'test/linux/labs', extension: 'netlab', name: 'lab' } as const;

export const MACHINE: RandomKernel = {
  ...LABS,
  labs: randomLab('machine'),
  option: '',
  // Most of a lab's time is sleep.
  atOnce: 36,
  run: async (lab) => runReal(await fileOf(lab)),
  close,
};

export const UML: RandomKernel = {
  ...LABS,
  labs: randomLab('uml'),
  option: ' --uml',
  atOnce: 4,
  run: async (lab) => runUml(await fileOf(lab)),
  close,
};

/** No kernel at all, but the machine's bash. */
export const SHELL: RandomKernel = {
  labs: randomScript(),
  option: ' --shell',
  folder: 'test/linux/shell',
  extension: 'sh',
  // Not in the working directory, whose files patterns match.
  name: '/tmp/lab',
  atOnce: 4,
  run: (script) => runText(script, '/tmp/lab'),
  close: () => {},
};
