import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runReal, type Transcript } from '../real.mjs';
import { runUml } from '../uml.mjs';
import type { Features } from './steps.ts';

/** A real kernel that random labs run on. */
export interface RandomKernel {
  /** Whether its labs have the kinds of devices that only user-mode Linux has. */
  readonly features: Features;
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

export const MACHINE: RandomKernel = {
  features: 'machine',
  // Most of a lab's time is sleep.
  atOnce: 24,
  run: async (lab) => runReal(await fileOf(lab)),
  close,
};

export const UML: RandomKernel = {
  features: 'uml',
  atOnce: 4,
  run: async (lab) => runUml(await fileOf(lab)),
  close,
};
