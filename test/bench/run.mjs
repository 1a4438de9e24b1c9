/**
 * `npm run bench`: takes every measure of `measures/` and prints them as one JSON array of `{ name, value, unit }`.
 * A measure is one file whose default export is a function that returns one such object or several. Files in TypeScript
 * are bundled first, so that they may import the sources.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const only = process.argv.slice(2);
const names = (await readdir(join(here, 'measures'))).filter((name) => name.endsWith('.ts')).sort();
const chosen = only.length === 0 ? names : names.filter((name) => only.some((each) => name.includes(each)));

// Inside the project, so that packages left out of the bundles are found.
const bundles = await mkdtemp(join(resolve(here, '../../dist'), 'bench-'));
try {
  await build({
    entryPoints: chosen.map((name) => join(here, 'measures', name)),
    outdir: bundles,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const taken = [];
  for (const name of chosen) {
    const measure = await import(pathToFileURL(join(bundles, name.replace(/\.ts$/, '.mjs'))).href);
    taken.push(...[await measure.default()].flat());
  }
  console.log(JSON.stringify(taken, null, 2));
} finally {
  await rm(bundles, { recursive: true, force: true });
}
