import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { lacking, launch, openPanel } from './page.ts';
import { SCENES } from './scenes/index.ts';
import { THEMES } from './themes.ts';

/** Pictures to look at: `PANEL_SHOTS=folder npx vitest run test/webview/shots.test.ts`. */
const folder = process.env.PANEL_SHOTS;
/** Where to stand: `packet:hop`; the panel's own choice when absent. */
const [packet, hop] = (process.env.PANEL_AT ?? '').split(':').filter(Boolean).map(Number);

describe.skipIf(!folder || lacking)('screenshots', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
    await mkdir(folder!, { recursive: true });
  });
  afterAll(() => browser?.close());

  for (const [name, scene] of Object.entries(SCENES)) {
    for (const [theme, width] of [
      ['light', 700],
      ['dark', 700],
      ['dark', 520],
      ['dark', 1280],
      ['contrastDark', 700],
      ['contrastLight', 700],
    ] as const) {
      test(`${name} ${theme} ${width}`, async () => {
        const panel = await openPanel(browser, { theme: THEMES[theme], width });
        await panel.send({ type: 'scene', scene });
        if (packet !== undefined) await panel.page.locator('.packet').nth(packet).click();
        if (hop !== undefined) await panel.page.locator('.chip').nth(hop).click();
        const faults = await panel.faults();
        if (faults.length) console.log(faults);
        await panel.page.screenshot({ path: `${folder}/${name}-${theme}-${width}.png`, fullPage: true });
        await panel.close();
      });
    }
  }
});
