// @ts-check
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './project.mjs';

const vsce = join(projectFolder, 'node_modules/@vscode/vsce/vsce');

/** There is no public address yet that the README's relative links could be rewritten to. */
const FLAGS = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];

/**
 * Packages what is in `dist/` as VS Code's users get it.
 * @param {string} out the .vsix file to write
 * @returns {Promise<string>} that file; rejects with vsce's words
 */
export async function packageExtension(out) {
  await promisify(execFile)(process.execPath, [vsce, 'package', ...FLAGS, '--out', out], { cwd: projectFolder });
  return out;
}
