/**
 * Bundles the program with esbuild into `dist/`.
 *
 *   node build.mjs [--watch] [--minify] [--tests]
 *
 * `--tests` adds the suite that runs inside VS Code's extension host; it is no part of the published extension.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, context } from 'esbuild';

const flags = new Set(process.argv.slice(2));
const minify = flags.has('--minify') || process.env.NODE_ENV === 'production';

const shared = {
  bundle: true,
  minify,
  sourcemap: minify ? false : 'linked',
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
};
const node = { ...shared, platform: 'node', target: 'node20' };
const browser = { ...shared, platform: 'browser' };

/** A CommonJS package that is bundled into an ES module still calls `require` for Node's own modules. */
const requireInModules = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** One row a bundle: [source, output, options]. */
const bundles = [
  ['src/extension/node.ts', 'dist/extension/node.cjs', { ...node, format: 'cjs', external: ['vscode'] }],
  ['src/extension/browser.ts', 'dist/extension/browser.cjs', { ...browser, format: 'cjs', external: ['vscode'] }],
  ['src/server/node.ts', 'dist/server/node.cjs', { ...node, format: 'cjs' }],
  ['src/server/browser.ts', 'dist/server/browser.js', { ...browser, format: 'iife' }],
  ['webview/main.ts', 'dist/webview/panel.js', { ...browser, format: 'iife' }],
  ['webview/panel.css', 'dist/webview/panel.css', browser],
  [
    'src/cli/main.ts',
    'dist/cli.js',
    { ...node, format: 'esm', banner: { js: `#!/usr/bin/env node\n${requireInModules}` } },
  ],
];
if (flags.has('--tests')) {
  bundles.push([
    'test/vscode/suite/index.ts',
    'dist/test/suite.cjs',
    // Mocha's browser build, so that one bundle serves the node host and the web host.
    { ...browser, format: 'cjs', external: ['vscode'], minify: false, sourcemap: 'inline' },
  ]);
}

async function makeExecutable(file) {
  if (existsSync(file)) await chmod(file, 0o755);
}

/**
 * Writes `dist/examples.json`: title and path of every lab in `examples/`. A browser workbench cannot list an extension's
 * folder, it can only fetch files by name. The title is the lab's first comment.
 */
async function indexExamples() {
  if (!existsSync('examples')) return;
  const files = (await readdir('examples', { recursive: true })).filter((name) => name.endsWith('.netlab')).sort();
  const entries = await Promise.all(
    files.map(async (name) => {
      const path = join('examples', name).replaceAll('\\', '/');
      const firstComment = /^\s*#+(?!!)\s*(?!netlab:)(\S.*)$/m.exec(await readFile(path, 'utf8'));
      return { path, title: firstComment?.[1]?.trim() ?? name };
    }),
  );
  await writeFile('dist/examples.json', `${JSON.stringify(entries, null, 2)}\n`);
}

const started = performance.now();
await mkdir('dist', { recursive: true });
const present = bundles.filter(([source]) => existsSync(source));
for (const [source] of bundles) if (!existsSync(source)) console.log(`build: skipped, no ${source} yet`);

const options = present.map(([source, outfile, rest]) => ({ ...rest, entryPoints: [source], outfile }));
if (flags.has('--watch')) {
  const contexts = await Promise.all(options.map((each) => context({ ...each, logLevel: 'info' })));
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  const outcomes = await Promise.allSettled(options.map((each) => build(each)));
  const failed = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [options[index].outfile] : []));
  if (failed.length > 0) {
    console.error(`build: failed for ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}
await makeExecutable('dist/cli.js');
await indexExamples();
console.log(`build: ${present.length} bundles in ${Math.round(performance.now() - started)} ms`);
