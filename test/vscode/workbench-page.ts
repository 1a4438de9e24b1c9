import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { projectFolder } from '../../scripts/project.mjs';
import type { Workbench } from '../../scripts/workbench.mjs';

/** Where screenshots are left to be looked at. */
export const screenshotFolder = join(projectFolder, 'dist/screenshots');

/** A page that may open the workbench. */
export async function newPage(browser: Browser, { origin, token }: Workbench): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  // The cookie that the address with the secret would set.
  await page.context().addCookies([{ name: 'vscode-tkn', value: token, url: origin }]);
  return page;
}

/** The address of a folder in the workbench, with the parts of its `payload`. */
export function addressOf(
  workbench: Workbench,
  folder: string,
  payload: readonly (readonly [string, string])[],
): string {
  const parameters = { folder, payload: JSON.stringify([['skipWelcome', 'true'], ...payload]) };
  return `${workbench.origin}/?${new URLSearchParams(parameters)}`;
}

/** A path of this machine, as the page's workbench calls it. */
export function remote(workbench: Workbench, path: string): string {
  return `vscode-remote://127.0.0.1:${workbench.port}${path}`;
}

/** The list that Ctrl+. opens; a second widget of the class waits for submenus. */
const CURES = '.action-widget:not(.action-list-submenu-panel)';

/** The document inside the panel that a window shows: VS Code wraps a webview into two frames. */
export function panelIn(window: Page): FrameLocator {
  return window.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
}

/** The workbench as its user sees and handles it: one lab in an editor, and the panel beside it. */
export class WorkbenchPage {
  constructor(readonly page: Page) {}

  /** Opens a lab and waits for its text. */
  async openLab(workbench: Workbench, folder: string, file: string): Promise<void> {
    await this.page.goto(addressOf(workbench, folder, [['openFile', remote(workbench, join(folder, file))]]));
    await this.editor.locator('.view-line').first().waitFor({ timeout: 60_000 });
  }

  /** Opens another file of the folder, by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.page.locator('.quick-input-widget:visible input').first().waitFor();
    await this.page.keyboard.insertText(name);
    // The list fills while one types; Enter takes the entry that stands out in the end.
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
  }

  /** Loads the workbench anew, as its user would: it keeps what is open. The address then names no file, which would be the only editor. */
  async reload(workbench: Workbench, folder: string): Promise<void> {
    await this.page.evaluate((address) => history.replaceState(null, '', address), addressOf(workbench, folder, []));
    const loaded = this.page.waitForEvent('load');
    await this.command('Developer: Reload Window');
    await loaded;
  }

  /** The tab of an editor or a panel. */
  tab(text: string | RegExp): Locator {
    return this.page.locator('.tab', { hasText: text });
  }

  /** The editor group that shows the lab. */
  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** The underlines of a severity. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.editor.locator(`.squiggly-${severity}`);
  }

  /** The text of the editor's lines, spaces made plain. Only what fits the window is there. */
  async text(): Promise<string> {
    const lines = this.editor.locator('.view-line');
    const rows = await lines.evaluateAll((all) =>
      all.map((line) => ({ top: Number.parseFloat((line as HTMLElement).style.top), text: line.textContent ?? '' })),
    );
    rows.sort((a, b) => a.top - b.top);
    return rows.map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n');
  }

  /** Puts the cursor into the lab. */
  async focus(): Promise<void> {
    await this.editor.locator('.view-lines').click({ position: { x: 200, y: 10 } });
  }

  /** Types at the end of the lab. */
  async append(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Escape');
  }

  /** Undoes until the text is again what it was: the workbench may take one insertion back in several steps. */
  async undoTo(text: string): Promise<void> {
    for (let step = 0; (await this.text()) !== text; step += 1) {
      if (step === 20) throw new Error(`not undone:\n${await this.text()}`);
      await this.page.keyboard.press('Control+z');
      await this.page.waitForTimeout(200);
    }
  }

  /** Goes to the next problem and applies the first cure that is offered. @returns the cure's title */
  async applyFirstFix(): Promise<string> {
    const before = await this.text();
    const first = this.page.locator(`${CURES} .monaco-list-row.action`).first();
    // Diagnostics that arrive meanwhile close the list, so it may have to be opened again.
    for (let tries = 0; !(await first.isVisible()); tries += 1) {
      if (tries === 5) throw new Error(`no cure is offered:\n${before}`);
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F8');
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+Period');
      await first.waitFor({ timeout: 4_000 }).catch(() => undefined);
    }
    const title = (await first.textContent()) ?? '';
    await this.page.keyboard.press('Enter');
    await this.page.locator(CURES).waitFor({ state: 'hidden', timeout: 10_000 });
    const deadline = Date.now() + 5_000;
    while ((await this.text()) === before) {
      if (Date.now() > deadline) throw new Error(`the fix "${title}" changed nothing`);
      await this.page.waitForTimeout(50);
    }
    return title;
  }

  /** Runs a command of the palette by its whole title. */
  async command(title: string): Promise<void> {
    // A panel that takes the focus meanwhile closes the palette, so it may have to be opened again.
    for (let tries = 1; ; tries += 1) {
      // A hover about the entry that comes under the mouse would lie over the others.
      await this.page.mouse.move(0, 0);
      await this.page.keyboard.press('F1');
      // Where a panel has the focus, the key takes its time.
      await this.page.locator('.quick-input-widget:visible input').first().waitFor();
      await this.page.keyboard.insertText(`>${title}`);
      const entry = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
      try {
        await entry.click({ timeout: 6_000 });
        return;
      } catch (failure) {
        if (tries === 4) throw failure;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Rests the mouse on something until the hover about it is there. */
  async hover(target: Locator): Promise<void> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)');
    for (let tries = 0; !(await hover.first().isVisible()); tries += 1) {
      if (tries === 5) throw new Error('no hover');
      await this.page.mouse.move(0, 0);
      await target.hover({ force: true });
      await hover
        .first()
        .waitFor({ timeout: 3_000 })
        .catch(() => undefined);
    }
  }

  /** The entries of the view *Labs* with this text. */
  labEntry(text: string | RegExp): Locator {
    return this.page.locator('.sidebar .monaco-list-row', { hasText: text });
  }

  /** Changes the colour theme. */
  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Dark Modern' }).first().waitFor();
    await this.page.keyboard.insertText(name);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  }

  /** The code lenses of this title. */
  lens(title: string): Locator {
    return this.editor.locator('.codelens-decoration a', { hasText: title });
  }

  /** The document inside the panel that is shown. */
  get panel(): FrameLocator {
    return panelIn(this.page);
  }

  /** Chooses an entry of the panel's menu of what can be taken out of it. */
  async takeOut(id: string): Promise<void> {
    await this.panel.getByTestId('export').locator('summary').click();
    await this.panel.getByTestId(`export-${id}`).click();
  }

  /** Agrees to the place that a dialog proposes for a file. */
  async agree(title: string): Promise<void> {
    const dialog = this.page.locator('.quick-input-widget', { hasText: title });
    await dialog.waitFor();
    await dialog
      .getByRole('button', { name: 'OK' })
      .or(dialog.getByRole('link', { name: 'OK' }))
      .first()
      .click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** What can be read in the panel. */
  panelText(): Promise<string> {
    return this.panel.locator('body').innerText();
  }

  /** The number of the line with the cursor, as the editor's margin marks it. */
  async line(): Promise<string> {
    return (await this.editor.locator('.line-numbers.active-line-number').textContent()) ?? '';
  }

  /** The lines of the terminal; they are text only where the terminal does not draw with the graphics card. */
  async terminalText(): Promise<string> {
    const lines = await this.page.locator('.xterm-rows > div').allTextContents();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Leaves a picture in `dist/screenshots/`, when all has settled. */
  async screenshot(name: string, window = this.page): Promise<void> {
    await window.waitForTimeout(500);
    await mkdir(screenshotFolder, { recursive: true });
    await window.screenshot({ path: join(screenshotFolder, `${name}.png`) });
  }
}
