// @ts-check
/** Bundles `random/main.ts`, so that it may import the sources, and runs it with the arguments given. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from '../../scripts/project.mjs';

const dist = join(projectFolder, 'dist');
await mkdir(dist, { recursive: true });
// Inside the project, so that packages left out of the bundle are found.
const outfile = join(dist, `random-${process.pid}.mjs`);
await build({
  entryPoints: [join(projectFolder, 'test/linux/random/main.ts')],
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
