// @ts-check
/** Runs a program of the tests that imports the sources: bundled first, as Node cannot read them. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from '../../scripts/project.mjs';

/**
 * Bundles a program and runs it to its end, with the arguments of this process.
 * @param {string} entry its file, from the project's folder
 */
export async function runBundled(entry) {
  const dist = join(projectFolder, 'dist');
  await mkdir(dist, { recursive: true });
  // Inside the project, so that packages left out of the bundle are found.
  const outfile = join(dist, `bundled-${process.pid}.mjs`);
  await build({
    entryPoints: [join(projectFolder, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile);
  }
}
