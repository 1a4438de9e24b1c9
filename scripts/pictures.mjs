// @ts-check
/**
 * `npm run pictures [-- NAME …]`: takes the pictures of README and walkthrough anew, all or some, from the real VS Code
 * workbench with the real extension, into `media/`. What `pictures/main.ts` does is bundled first, so that it may import the
 * tests' own hands.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from './project.mjs';

// Inside the project, so that the package left out of the bundle is found.
const folder = await mkdtemp(join(projectFolder, 'dist/pictures-'));
try {
  const outfile = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(projectFolder, 'scripts/pictures/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['playwright-core'],
    logLevel: 'warning',
  });
  await (await import(pathToFileURL(outfile).href)).takePictures(process.argv.slice(2));
} finally {
  await rm(folder, { recursive: true, force: true });
}
