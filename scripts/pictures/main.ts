import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../test/vscode/chromium.ts';
import { newPage, WorkbenchPage } from '../../test/vscode/workbench-page.ts';
import { packageExtension } from '../package.mjs';
import { projectFolder } from '../project.mjs';
import { installWorkbench, startWorkbench, type Workbench } from '../workbench.mjs';
import { Film } from './film.ts';
import { stillOf } from './still.ts';

const media = join(projectFolder, 'media');

/** Milliseconds between the film's pictures. */
const INTERVAL = 160;

/** So long something may take to appear, in milliseconds. */
const PATIENCE = 120_000;

/** A workbench without what is not ours. */
const SETTINGS = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.menuBarVisibility': 'hidden',
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 12,
  'editor.cursorBlinking': 'solid',
  'editor.scrollBeyondLastLine': false,
  'editor.inlayHints.enabled': 'off',
};

const THEMES = ['dark', 'light'] as const;

/** The workbench, the labs in it and the browser. */
interface Studio {
  readonly workbench: Workbench;
  readonly labs: string;
  readonly browser: Browser;
}

/** Takes all pictures and writes them into `media/`; with words, only those whose names contain one of them. */
export async function takePictures(words: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'netlab-pictures-'));
  const labs = join(folder, 'labs');
  for (const lab of ['mistakes.netlab', 'office.netlab']) {
    await cp(join(projectFolder, 'scripts/pictures', lab), join(labs, lab));
  }
  const extension = await packageExtension(join(folder, 'netlab.vsix'));
  const workbench = await startWorkbench(await installWorkbench(console.log), { extension, settings: SETTINGS });
  const browser = await launchChromium();
  try {
    for (const [name, take] of Object.entries(PICTURES)) {
      if (words.length === 0 || words.some((word) => name.includes(word))) await take({ workbench, labs, browser });
    }
  } finally {
    await browser.close();
    await workbench.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const PICTURES: Record<string, (studio: Studio) => Promise<void>> = { examples, fix, ask, packet, lab, panel, journey };

async function open({ workbench, labs, browser }: Studio, lab: string, width: number, height: number) {
  const page = await newPage(browser, workbench);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'no-preference' });
  await page.setViewportSize({ width, height });
  page.setDefaultTimeout(PATIENCE);
  const user = new WorkbenchPage(page);
  await user.openLab(workbench, labs, lab);
  if (await page.locator('.part.sidebar').isVisible()) await page.keyboard.press('Control+B');
  return user;
}

/** Clicks on the last packet until the panel shows it: while the workbench settles, a click may go amiss. */
async function runPacket(user: WorkbenchPage): Promise<void> {
  const play = user.panel.getByTestId('play');
  for (let tries = 0; tries < 5 && !(await play.isVisible()); tries += 1) {
    await user.lens('Run packet').last().click();
    await play.waitFor({ timeout: PATIENCE / 5 }).catch(() => undefined);
  }
}

/** Takes a picture in each of the themes. */
async function inThemes({ browser }: Studio, user: WorkbenchPage, name: string): Promise<void> {
  for (const theme of THEMES) {
    await user.page.emulateMedia({ colorScheme: theme });
    await user.page.waitForTimeout(1500);
    const png = await user.page.screenshot();
    await writeFile(join(media, `${name}-${theme}.webp`), await stillOf(browser, png));
  }
}

/** The example labs to choose from. */
async function examples(studio: Studio): Promise<void> {
  const user = await open(studio, 'office.netlab', 760, 480);
  await user.command('Netlab: Open Example Lab…');
  await user.page.locator('.quick-input-list .monaco-list-row', { hasText: 'router' }).first().waitFor();
  await inThemes(studio, user, 'walkthrough/open');
  await user.page.close();
}

/** What the editor says of a gateway. */
async function ask(studio: Studio): Promise<void> {
  const user = await open(studio, 'office.netlab', 760, 480);
  await user.focus();
  await user.page.keyboard.press('Control+End');
  await user.lens('Run packet').last().waitFor();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'End', 'ArrowLeft']) {
    await user.page.keyboard.press(key);
  }
  await user.page.keyboard.press('Control+K');
  await user.page.keyboard.press('Control+I');
  await user.page.locator('.monaco-hover:not(.hidden)').first().waitFor();
  await inThemes(studio, user, 'walkthrough/ask');
  await user.page.close();
}

/** What the whole lab prints. */
async function lab(studio: Studio): Promise<void> {
  const user = await open(studio, 'office.netlab', 760, 560);
  await user.command('Netlab: Run Lab');
  await user.page.locator('.xterm-rows, .xterm-screen').first().waitFor();
  await user.page.waitForTimeout(2000);
  await inThemes(studio, user, 'walkthrough/lab');
  await user.page.close();
}

/** A mistake underlined, and its cures. */
async function fix(studio: Studio): Promise<void> {
  const user = await open(studio, 'mistakes.netlab', 760, 480);
  await user.squiggles('error').first().waitFor();
  await user.focus();
  await user.page.keyboard.press('F8');
  await user.page.keyboard.press('Escape');
  await user.page.keyboard.press('Control+Period');
  await user.page.locator('.action-widget .monaco-list-row.action').first().waitFor();
  await inThemes(studio, user, 'walkthrough/fix');
  await user.page.close();
}

/** The panel beside the editor, with a packet that died. */
async function packet(studio: Studio): Promise<void> {
  const user = await open(studio, 'office.netlab', 1160, 740);
  await runPacket(user);
  await inThemes(studio, user, 'walkthrough/packet');
  await user.page.close();
}

/** The panel after an edit: what it changed for each packet. */
async function panel(studio: Studio): Promise<void> {
  const user = await open(studio, 'office.netlab', 1280, 860);
  await runPacket(user);
  await user.panel.getByTestId('fix').first().click();
  await user.panel.locator('[data-testid="verdict"][data-tone="ok"]').waitFor();
  await inThemes(studio, user, 'panel');
  await user.page.close();
}

/** The packet's journey to its end. */
async function journey(studio: Studio): Promise<void> {
  const user = await open(studio, 'office.netlab', 1160, 840);
  const play = () => user.panel.getByTestId('play');
  await Film.prepare(user.page);
  await runPacket(user);
  await user.page.waitForTimeout(1500);
  const film = await Film.of(user.page);
  await film.hold(1200);
  await play().click();
  const isOver = async () => (await play().getAttribute('aria-label'))!.startsWith('Play');
  await film.until(isOver, INTERVAL);
  // The last moment has only begun: its dot is on the way.
  await film.during(800, INTERVAL);
  await film.hold(3000);
  await writeFile(join(media, 'journey.gif'), film.develop());
  await user.page.close();
}
