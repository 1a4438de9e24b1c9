import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { record } from './record.ts';
import { formatLabs, type Lab, normalise, parseLabs, type Step } from './transcript.ts';

/** Packages that are not installed where answers are recorded. */
export const UNRECORDED = /^docker\/cases\/(?:services|wget)/;

/** The files of labs, as `package/cases/name.txt`. */
export function caseFiles(): string[] {
  const names = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /^[^/]+\/cases\/[^/]+\.txt$/.test(name))
    .sort();
}

const fileOf = (name: string) => join(import.meta.dirname, name);

/** The head comment of a file (the lines before its first lab) and its labs. */
export function readCases(name: string): { readonly head: string; readonly labs: readonly Lab[] } {
  const text = readFileSync(fileOf(name), 'utf8');
  return { head: text.slice(0, text.indexOf('===')), labs: parseLabs(text) };
}

/** Asks the real Linux for every answer of a file again and rewrites it. Eight labs run at a time. */
export async function recordFile(name: string): Promise<void> {
  const { head, labs } = readCases(name);
  const done: Lab[] = [];
  for (let i = 0; i < labs.length; i += 8) done.push(...(await Promise.all(labs.slice(i, i + 8).map(record))));
  writeFileSync(fileOf(name), formatLabs(head, done.map(marked).map(normalise)));
}

/** A lab whose commands that print a usage text are marked as such. */
function marked(lab: Lab): Lab {
  const isUsage = ({ mode, stdout, stderr }: Step) => mode === 'exact' && /^Usage(?:$|[: ])/m.test(stdout + stderr);
  return { ...lab, steps: lab.steps.map((step) => (isUsage(step) ? { ...step, mode: 'usage' } : step)) };
}
