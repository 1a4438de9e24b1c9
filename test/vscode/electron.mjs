// @ts-check
/**
 * `npm run test:electron`: the suite of the extension host in VS Code desktop. `@vscode/test-electron` downloads it when it
 * is run, from Microsoft: where that is impossible, this says so and fails. `npm run test:vscode` needs only npm.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { projectFolder } from '../../scripts/project.mjs';
import { cacheFolder } from '../../scripts/workbench.mjs';

/** @returns {Promise<string | undefined>} the desktop's executable; undefined, and the reason is printed, without one */
async function desktop() {
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(cacheFolder, 'vscode-desktop'), timeout: 30_000 });
  } catch (error) {
    console.error(
      `\nVS Code desktop cannot be downloaded here: ${/** @type {Error} */ (error).message}\n` +
        'The suite did not run. Where only the npm registry can be reached, npm run test:vscode runs it in a real VS Code.',
    );
    return undefined;
  }
}

const vscodeExecutablePath = await desktop();
if (vscodeExecutablePath === undefined) {
  process.exitCode = 1;
} else {
  const folder = await mkdtemp(join(tmpdir(), 'netlab-electron-'));
  try {
    process.exitCode = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: join(projectFolder, 'dist/test/suite.cjs'),
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
