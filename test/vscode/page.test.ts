import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageExtension } from '../../scripts/package.mjs';
import { projectFolder } from '../../scripts/project.mjs';
import { installWorkbench, startWorkbench, type Workbench } from '../../scripts/workbench.mjs';
import { launchChromium } from './chromium.ts';
import { newPage, panelIn, WorkbenchPage } from './workbench-page.ts';

/** Each theme of VS Code, with the class that a webview's body has in it. */
const THEMES = [
  ['Light Modern', 'light', 'vscode-light'],
  ['Dark Modern', 'dark', 'vscode-dark'],
  ['Light High Contrast', 'hc-light', 'vscode-high-contrast-light'],
  ['Dark High Contrast', 'hc-dark', 'vscode-high-contrast'],
] as const;

/** The extension host that the extension runs in, `node` or `web`: `HOST=web npm run test:vscode` walks through the page with the latter. */
const HOST = process.env.HOST ?? 'node';

/** As a user: open the seed's lab, see what is wrong, have it repaired, and follow a packet. */
describe('the seed in the workbench', () => {
  /** Holds the extension's package, and a copy of the examples, which the fixes may change. */
  let folder: string;
  let workbench: Workbench;
  let browser: Browser;
  let user: WorkbenchPage;
  const inLabs = (name: string) => join(folder, 'labs', name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netlab-page-'));
    const labs = join(folder, 'labs');
    await cp(join(projectFolder, 'examples'), labs, { recursive: true });
    await installViewer(folder);
    workbench = await startWorkbench(await installWorkbench(console.log), {
      // Else a login shell says what PATH is.
      args: ['--force-disable-user-env'],
      extension: await packageExtension(join(folder, 'netlab.vsix')),
      settings: {
        // Hints stand among the text, and come and go on their own.
        'editor.inlayHints.enabled': 'off',
        'workbench.colorTheme': 'Dark Modern',
        'editor.minimap.enabled': false,
        'terminal.integrated.gpuAcceleration': 'off',
        ...(HOST === 'web' ? { 'remote.extensionKind': { 'netlab.netlab': ['web'] } } : {}),
      },
    });
    browser = await launchChromium();
    user = new WorkbenchPage(await newPage(browser, workbench));
    await user.openLab(workbench, labs, 'seed/veth.netlab');
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

  test('a hover leads to the page about the rule of a message', async () => {
    await user.hover(user.squiggles('error').first());
    await user.page
      .locator('.monaco-hover a', { hasText: /^Explain / })
      .first()
      .click();
    const page = user.tab(/Preview [a-z-]+\.md/);
    await page.waitFor();
    // The hover lies over the tab.
    await user.page.keyboard.press('Escape');
    await user.page.mouse.move(700, 700);
    await page.click();
    await user.command('View: Close Editor');
    await page.waitFor({ state: 'hidden' });
  });

  test('Fix All repairs at once what has one cure only', async () => {
    const before = await user.text();
    const mistakes = await user.squiggles('error').count();
    await user.focus();
    await user.command('Fix All');
    await expect.poll(() => user.squiggles('error').count()).toBeLessThan(mistakes);
    await user.screenshot('2-fixed-at-once-dark');
    await user.undoTo(before);
    await expect.poll(() => user.squiggles('error').count()).toBe(mistakes);
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
    await expect.poll(() => user.panelText()).toContain('10.11.14.4');
    const text = await user.panelText();
    expect(text).toMatch(/veth-test/);
    expect(text).toMatch(/test_veth/);
    await user.screenshot('3-packet-dark');
  });

  test('the panel follows the text', async () => {
    // It would go along with the cursor.
    await user.panel.getByRole('button', { name: 'Pin to this line' }).click();
    await user.focus();
    const before = await user.text();
    await user.page.keyboard.press('Control+Home');
    await user.page.keyboard.insertText('ip netns add appears\n');
    await expect.poll(() => user.panelText()).toContain('appears');
    expect(await user.panelText()).toContain('ping -c 1 10.11.14.4');
    await user.undoTo(before);
    await expect.poll(() => user.panelText()).not.toContain('appears');
  });

  test('a device in the panel leads to its line in the editor', async () => {
    await user.panel.getByTestId('topology').locator('text.name', { hasText: 'veth-test2' }).click();
    await expect.poll(() => user.line()).toBe('2');
  });

  test('Run Lab prints what a terminal would', async () => {
    await user.focus();
    await user.page
      .getByRole('button', { name: 'Netlab: Run Lab' })
      .or(user.page.getByLabel('Run Lab'))
      .first()
      .click();
    await expect.poll(() => user.terminalText()).toMatch(/PING 10\.11\.14\.4[\s\S]*\[exit status 0\]/);
    await user.screenshot('4-terminal-dark');
    await user.page.keyboard.press('Control+J');
  });

  test('Open Example shows a copy of a lab', async () => {
    await user.command('Netlab: Open Example Lab…');
    await user.page.getByPlaceholder('An example lab to open as a copy').fill('seed/veth');
    const entry = user.page.locator('.quick-input-list .monaco-list-row', { hasText: 'examples/seed/veth.netlab' });
    await entry.first().click();
    await user.tab('Untitled-1').waitFor();
    await expect.poll(() => user.text()).toContain('ip netns add test_veth');
    // A copy that was never saved would hold up the reload below.
    await user.command('View: Revert and Close Editor');
    await user.tab('Untitled-1').waitFor({ state: 'hidden' });
  });

  test('New Lab asks what it begins with', async () => {
    await user.command('Netlab: New Lab…');
    await user.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Two networks and a router' }).click();
    await expect.poll(() => user.text()).toContain('sysctl -w net.ipv4.ip_forward=1');
    await user.page.keyboard.press('Escape');
    await user.command('View: Revert and Close Editor');
    await user.tab('Untitled-').waitFor({ state: 'hidden' });
  });

  test('the view of labs shows what is in each, and what can be done with it', async () => {
    await user.command('Netlab: Focus on Labs View');
    await user.labEntry('bridge.netlab').first().click();
    await user.page.keyboard.press('ArrowRight');
    await user.labEntry('far').first().waitFor();
    await user.labEntry('exec red ping -c 1 192.168.15.5').first().waitFor();
    await user.labEntry('bridge.netlab').first().click({ button: 'right' });
    await user.page.locator('.monaco-menu .action-label', { hasText: 'Open Panel' }).waitFor();
    await user.page.keyboard.press('Escape');
    await user.screenshot('5-labs-dark');
    await user.command('View: Toggle Primary Side Bar Visibility');
  });

  test('the status bar tells of the run', async () => {
    const item = user.page.locator('#netlab\\.netlab\\.netlab\\.machine, [id*="netlab.machine"]').first();
    await expect.poll(() => item.textContent()).toMatch(/host: \d+ commands, \d+\.\d s/);
  });

  test.each([
    ['svg', 'topology.svg', /^<svg/],
    ['png', 'topology.png', /^.PNG/],
    ['markdown', 'journey.md', /ping -c 1 10\.11\.14\.4/],
    // The type of a section header block.
    ['lab', 'veth.pcapng', /^\n\r\r\n/],
  ])('%s is saved beside the lab', async (id, name, content) => {
    await user.takeOut(id);
    await user.agree(`Save ${name}`);
    const saved = () => readFile(inLabs(`seed/${name}`), 'latin1').catch(() => '');
    await expect.poll(saved).toMatch(content);
  });

  // A browser starts no programs.
  test.skipIf(HOST === 'web')('frames are opened in Wireshark', async () => {
    await user.takeOut('wireshark');
    const shown = () => readFile(join(folder, 'viewed'), 'latin1').catch(() => '');
    await expect.poll(shown).toMatch(/^\n\r\r\n/);
  });

  test.each(THEMES)('the panel in %s', async (theme, name, bodyClass) => {
    await user.theme(theme);
    await user.panel.locator(`body.${bodyClass}`).waitFor();
    await user.screenshot(`6-packet-${name}`);
  });

  test('a table is copied as its tool prints it', async () => {
    await user.panel.locator('#tab-addresses').click();
    await user.panel.locator('#sheet-addresses').getByTestId('copy').click();
    const clipboard = () => user.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toMatch(/^ {4}inet 10\.11\.14\.4\/24 scope global veth-test2$/m);
  });

  test('each lab has a panel of its own', async () => {
    await user.focus();
    await user.openFile('bridge.netlab');
    await user.lens('Run packet').first().click();
    await user.tab('Netlab: bridge.netlab').waitFor();
    await expect.poll(() => user.panelText()).toContain('br0');
    await user.panel.getByTestId('speed').selectOption('2');
    // It goes along with the cursor; that of veth.netlab is pinned.
    await user.focus();
    await user.page.keyboard.press('Control+Home');
    await expect.poll(() => user.panelText()).toContain('before the first command');
    await user.lens('Run packet').first().click();
    await expect.poll(() => user.panelText()).toContain('ping -c 1 192.168.15.2');
    await user.tab('Netlab: veth.netlab').click();
    await expect.poll(() => user.panelText()).toContain('10.11.14.4');
  });

  test('the panels come back after a reload, as the reader has set them', async () => {
    await user.reload(workbench, join(folder, 'labs'));
    await expect.poll(() => user.panelText(), { timeout: 60_000 }).toContain('10.11.14.4');
    await user.screenshot('7-reloaded');
    await user.tab('Netlab: bridge.netlab').click();
    await expect.poll(() => user.panelText()).toContain('br0');
    expect(await user.panel.getByTestId('speed').inputValue()).toBe('2');
  });

  test('a panel is moved into a window of its own', async () => {
    const opened = user.page.waitForEvent('popup');
    await user.command('View: Move Editor into New Window');
    const window = await opened;
    await panelIn(window).getByTestId('speed').waitFor();
    expect(await panelIn(window).getByTestId('speed').inputValue()).toBe('2');
    expect(await panelIn(window).locator('body').innerText()).toContain('br0');
    await user.screenshot('8-window', window);
    await window.close();
  });

  test('the view in the side bar shows the lab that is edited, and its packets are run there', async () => {
    await user.tab('Netlab: veth.netlab').click();
    await user.command('View: Close Editor');
    await user.openFile('bridge.netlab');
    await user.command('Netlab: Show Packet in the Side Bar');
    await expect.poll(() => user.panelText()).toContain('machine before the first command');
    await user.lens('Run packet').first().click();
    await expect.poll(() => user.panelText()).toContain('192.168.15.2');
    await user.screenshot('9-side-bar');
    await user.openFile('broken.netlab');
    await expect.poll(() => user.panelText()).toMatch(/command 1 of \d+, line 4/);
    expect(await user.tab('Netlab:').count()).toBe(0);
  });
});

/** Puts a program called `wireshark` on the workbench's PATH; it leaves a copy of what it is given. */
async function installViewer(folder: string): Promise<void> {
  const program = join(folder, 'wireshark');
  await writeFile(program, `#!/bin/sh\ncp "$1" '${join(folder, 'viewed')}'\n`);
  await chmod(program, 0o755);
  process.env.PATH = [folder, process.env.PATH].join(delimiter);
}
