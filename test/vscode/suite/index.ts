import 'mocha/mocha.js';
import { workspace } from 'vscode';
import { ONLY_SETTING, REPORT_MARK, type SuiteReport, type TestReport } from '../report.ts';

/**
 * VS Code's entry for tests inside the extension host, in Node and in a web worker alike: hence Mocha's browser build
 * and no file of tests to look up.
 * @returns rejects when a test has failed
 */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', reporter: Mocha.reporters.Base, timeout: 20_000 });
  const only = workspace.getConfiguration().get<string>(ONLY_SETTING);
  if (only) mocha.fgrep(only);
  await import('./activation.suite.ts');
  await import('./language.suite.ts');
  await import('./features.suite.ts');
  await import('./commands.suite.ts');

  const tests: TestReport[] = [];
  const failures = await new Promise<number>((resolve) => {
    // The browser build's own `run` reads the page's address, which neither host has.
    const runner = Mocha.prototype.run.call(mocha, resolve);
    runner.on('pass', (test) => tests.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
    runner.on('fail', (test, error: Error) =>
      tests.push({
        title: test.fullTitle(),
        milliseconds: (test as Mocha.Test).duration ?? 0,
        error: error.stack ?? error.message,
      }),
    );
  });
  const host = typeof process === 'object' && process.versions?.node ? 'node' : 'web';
  console.log(REPORT_MARK + JSON.stringify({ host, tests } satisfies SuiteReport));
  if (failures > 0) throw new Error(`${failures} tests failed in the extension host`);
}
