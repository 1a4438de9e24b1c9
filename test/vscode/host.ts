import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';
import { installWorkbench, startWorkbench } from '../../scripts/workbench.mjs';
import { launchChromium } from './chromium.ts';
import { ONLY_SETTING, REPORT_MARK, type SuiteReport } from './report.ts';
import { addressOf, newPage, remote } from './workbench-page.ts';

/** The hosts log much of their own; what concerns a failed start are errors that are not of the native modules left out. */
const isTelling = (line: string) => /error|fail/i.test(line) && !line.includes('bindings file');

/** A suite that says nothing for so long, in milliseconds, has hung. */
const PATIENCE = 180_000;

/**
 * Runs the mocha suite inside a real VS Code's extension host: `node`, a process of the server, or `web`, a worker of the
 * page. With `only`, the tests whose full titles contain it.
 * @throws when the workbench does not start, or the suite ends without a report
 */
export async function runInHost(kind: SuiteReport['host'], only?: string): Promise<SuiteReport> {
  const folder = await mkdtemp(join(tmpdir(), 'netlab-host-'));
  const workbench = await startWorkbench(await installWorkbench(console.error), {
    args: ['--enable-smoke-test-driver'],
    settings: {
      ...(kind === 'web' ? { 'remote.extensionKind': { 'netlab.netlab': ['web'] } } : {}),
      ...(only === undefined ? {} : { [ONLY_SETTING]: only }),
    },
  });
  const browser = await launchChromium();
  const lines: string[] = [];
  try {
    const page = await newPage(browser, workbench);
    const payload = [
      ['extensionDevelopmentPath', remote(workbench, projectFolder)],
      ['extensionTestsPath', remote(workbench, join(projectFolder, 'dist/test/suite.cjs'))],
    ] as const;
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => void lines.push(args.join(' ')));
    let timer: NodeJS.Timeout | undefined;
    const exit = new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`the suite hung\n${lines.join('\n')}`)), PATIENCE);
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.goto(addressOf(workbench, folder, payload));
    await exit.finally(() => clearTimeout(timer));
  } finally {
    await browser.close();
    await workbench.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const report = lines.find((line) => line.includes(REPORT_MARK));
  if (!report) throw new Error(`the suite did not run; the console said\n${lines.filter(isTelling).join('\n')}`);
  return JSON.parse(report.slice(report.indexOf(REPORT_MARK) + REPORT_MARK.length)) as SuiteReport;
}
