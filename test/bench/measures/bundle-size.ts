import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Measure } from '../measure.ts';

const BUNDLES = [
  'dist/extension/node.cjs',
  'dist/extension/browser.cjs',
  'dist/server/node.cjs',
  'dist/server/browser.js',
  'dist/webview/panel.js',
  'dist/webview/panel.css',
  'dist/cli.js',
];

/** Sizes of the minified bundles, as they lie on disk and as a browser would fetch them. */
export default async function bundleSizes(): Promise<Measure[]> {
  const sizes = BUNDLES.filter((path) => existsSync(path)).map(async (path) => {
    const bytes = await readFile(path);
    return [
      { name: `size of ${path}`, value: bytes.length, unit: 'B' },
      { name: `size of ${path}, gzip`, value: gzipSync(bytes).length, unit: 'B' },
    ];
  });
  return (await Promise.all(sizes)).flat();
}
