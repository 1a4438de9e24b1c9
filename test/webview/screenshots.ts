import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { test } from 'vitest';
import { openPanel } from './page.ts';
import { SCENES } from './scenes/index.ts';
import { THEMES } from './themes.ts';

const LOOKS = [
  ['light', 700],
  ['dark', 700],
  ['dark', 520],
  ['dark', 1280],
  ['contrastDark', 700],
  ['contrastLight', 700],
] as const;

/**
 * Pictures to look at: `PANEL_SHOTS=folder npx vitest run test/webview/panel.test.ts -t screenshot`. `PANEL_AT=packet:hop`
 * (indices) stands at another hop than the panel's own choice.
 */
export function screenshots(folder: string, browser: () => Browser): void {
  const [packet, hop] = (process.env.PANEL_AT ?? '').split(':').filter(Boolean).map(Number);
  for (const [name, scene] of Object.entries(SCENES)) {
    test.each(LOOKS)(`screenshot of ${name}: %s, %i wide`, async (theme, width) => {
      await mkdir(folder, { recursive: true });
      const panel = await openPanel(browser(), { theme: THEMES[theme], width });
      await panel.send({ type: 'scene', scene });
      if (packet !== undefined) await panel.page.locator('.packet').nth(packet).click();
      if (hop !== undefined) await panel.page.locator('.chip').nth(hop).click();
      await panel.page.screenshot({ path: `${folder}/${name}-${theme}-${width}.png`, fullPage: true });
      await panel.close();
    });
  }
}
