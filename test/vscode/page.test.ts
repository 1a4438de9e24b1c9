import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.mjs';
import { installWorkbench, startWorkbench, type Workbench } from '../../scripts/workbench.mjs';
import { launchChromium } from './chromium.ts';
import { newPage, WorkbenchPage } from './workbench-page.ts';

/** As a user: open the seed's lab, see what is wrong, have it repaired, and follow a packet. */
describe('the seed in the workbench', () => {
  let folder: string;
  let workbench: Workbench;
  let browser: Browser;
  let user: WorkbenchPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netlab-page-'));
    await cp(join(projectFolder, 'examples'), folder, { recursive: true });
    workbench = await startWorkbench(await installWorkbench(console.log), {
      args: ['--enable-smoke-test-driver'],
      // The theme follows the browser's preferred colour scheme, which a test can change.
      settings: {
        'window.autoDetectColorScheme': true,
        'workbench.preferredDarkColorTheme': 'Dark Modern',
        'workbench.preferredLightColorTheme': 'Light Modern',
        'editor.minimap.enabled': false,
      },
    });
    browser = await launchChromium();
    user = new WorkbenchPage(await newPage(browser, workbench));
    await user.page.emulateMedia({ colorScheme: 'dark' });
    await user.openLab(workbench, folder, 'seed/veth.netlab');
  });

  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  test('its mistakes are underlined', async () => {
    await user.squiggles('error').first().waitFor();
    await user.screenshot('1-mistakes-dark');
    expect(await user.squiggles('error').count()).toBeGreaterThanOrEqual(4);
  });

  test('quick fixes repair them all', async () => {
    for (let applied = 0; (await user.squiggles('error').count()) > 0; applied += 1) {
      expect(applied, await user.text()).toBeLessThan(12);
      await user.applyFirstFix();
      // The next diagnostics are those of the repaired text.
      await user.page.waitForTimeout(500);
    }
    await user.screenshot('2-repaired-dark');
    expect(await user.text()).toContain('ip netns exec test_veth');
  });

  test('▶ Run packet shows where a ping went', async () => {
    await user.append('\nping -c 1 10.11.14.4\n');
    await user.lens('Run packet').last().click();
    await expect.poll(() => user.panelText(), { timeout: 20_000 }).toContain('10.11.14.4');
    const text = await user.panelText();
    expect(text).toMatch(/veth-test/);
    expect(text).toMatch(/test_veth/);
    await user.screenshot('3-packet-dark');
  });

  test('in the light theme too', async () => {
    await user.page.emulateMedia({ colorScheme: 'light' });
    await user.page.locator('.monaco-workbench.vs').waitFor();
    await user.screenshot('4-packet-light');
    const colour = await user.panel.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const [red = 0] = (colour.match(/\d+/g) ?? []).map(Number);
    expect(red).toBeGreaterThan(200);
  });
});
