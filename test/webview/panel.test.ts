import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.mjs';
import { createLanguageService, labDocument } from '../../src/language/index.ts';
import type { Scene } from '../../src/protocol/scene.ts';
import { faintTexts } from './contrast.ts';
import { checkGolden } from './golden.ts';
import { lacking, launch, openPanel, type PanelPage, type Setting } from './page.ts';
import { bridgeScene } from './scenes/bridge.ts';
import { SCENES } from './scenes/index.ts';
import { routerScene } from './scenes/router.ts';
import { stackedScene } from './scenes/stacked.ts';
import { starScene } from './scenes/star.ts';
import { screenshots } from './screenshots.ts';
import { THEMES } from './themes.ts';

/** Two of the themes, others for the next scene: colours are measured in all of them further down. */
function themesOf(scene: string) {
  const all = Object.values(THEMES);
  const at = Object.keys(SCENES).indexOf(scene);
  return [all[at % all.length]!, all[(at + 2) % all.length]!];
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

if (lacking && process.env.CI) throw new Error(`The panel's tests in a browser cannot run: ${lacking}`);
if (lacking) console.warn(`skipped: the panel's tests in a browser. They lack ${lacking}`);

describe.skipIf(lacking)('the panel in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  /** Shows a scene, lets a test look at it, and checks that nothing was refused or thrown. */
  async function withScene(
    scene: Scene,
    look: (panel: PanelPage) => Promise<void>,
    setting: Setting = {},
  ): Promise<void> {
    const panel = await openPanel(browser, setting);
    await panel.send({ type: 'scene', scene });
    await look(panel);
    expect(await panel.faults()).toEqual([]);
    await panel.close();
  }

  const chosenHop = ({ page }: PanelPage) => page.locator('.chip[aria-current="step"]').getAttribute('data-hop');

  if (process.env.PANEL_SHOTS) screenshots(process.env.PANEL_SHOTS, () => browser);

  describe.concurrent.each(Object.entries(SCENES))('%s', (name, scene) => {
    test('is drawn and written as ever', () =>
      withScene(scene, async ({ page }) => {
        await checkGolden(`${name}.topology.svg`, await page.locator('svg.topology').evaluate((svg) => svg.outerHTML));
        for (const part of ['lanes', 'hop', 'kinds', 'sheet']) {
          const markup = await page
            .locator(`.${part}`)
            .evaluateAll((all) => all.map((each) => each.outerHTML).join(''));
          await checkGolden(`${name}.${part}.html`, markup);
        }
      }));

    test.each(themesOf(name))('has no accessibility violation in $name', (theme) =>
      withScene(
        scene,
        async ({ page }) => {
          // Playwright evaluates in a world of its own, which the page's policy does not bind.
          await page.evaluate(await axe);
          const report = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
            violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
          };
          const found = report.violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
          );
          expect(found).toEqual([]);
        },
        { theme },
      ),
    );

    test('fits columns of 320 to 1300 pixels: nothing is wider than the page, no text leaves its box', () =>
      withScene(scene, async ({ page }) => {
        for (const width of [320, 600, 900, 1300]) {
          await page.setViewportSize({ width, height: 1000 });
          await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
          const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(excess, `at ${width}`).toBeLessThanOrEqual(0);
          expect(await page.locator('svg.topology').evaluate(textsOutside), `at ${width}`).toEqual([]);
        }
      }));
  });

  test.each(['bridge', 'router', 'vlan'])('the lab %s is drawn as ever', (name) =>
    withScene(realScene(name), async ({ page }) =>
      checkGolden(`lab-${name}.topology.svg`, await page.locator('svg.topology').evaluate((svg) => svg.outerHTML)),
    ),
  );

  test.each(Object.values(THEMES))('texts of the drawing stand out (WCAG AA) in $name', (theme) =>
    withScene(
      stackedScene,
      async ({ page }) => {
        expect(await page.locator('svg.topology').evaluate(faintTexts, 4.5)).toEqual([]);
      },
      { theme },
    ),
  );

  test('shows the drop with its reason, and the row that decided', () =>
    withScene(routerScene, async ({ page }) => {
      expect(await page.getByTestId('verdict').getAttribute('data-tone')).toBe('bad');
      expect(await page.getByTestId('hop-reason').textContent()).toBe('NETFILTER_DROP');
      expect(await page.locator('.row.decides').getAttribute('data-row')).toBe('-P FORWARD DROP');
      expect(await page.locator('.dot.dropped').count()).toBe(1);
      expect(await page.locator('.loser').count()).toBe(2);
    }));

  test('a click on a hop, a row or a device reveals its line', () =>
    withScene(routerScene, async (panel) => {
      const { page } = panel;
      await page.locator('.chip', { hasText: 'FORWARD filter' }).click();
      await page.locator('.row', { hasText: 'RELATED' }).click();
      await page.locator('.device[data-device="server/s0"]').click();
      await page.getByTestId('hop-line').getByRole('button').click();
      const lines = (await panel.said()).flatMap((message) => (message.type === 'reveal' ? [message.line] : []));
      expect(lines).toEqual([18, 20, 5, 18]);
    }));

  test('arrow keys go from hop to hop, the focus and the spoken sentence with them', () =>
    withScene(routerScene, async (panel) => {
      const { page } = panel;
      await page.locator('.chip[aria-current="step"]').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await chosenHop(panel)).toBe('9');
      expect(await page.evaluate('document.activeElement.dataset.hop')).toBe('9');
      expect(await page.getByTestId('live').textContent()).toContain('lowers its TTL from 64 to 63');
      expect(await page.locator('.field.changed .out').textContent()).toBe('63');
      await page.keyboard.press('Home');
      expect(await chosenHop(panel)).toBe('0');
    }));

  test('step, step back, play and pause', () =>
    withScene(bridgeScene, async (panel) => {
      const { page } = panel;
      const last = await chosenHop(panel);
      await page.getByTestId('back').click();
      expect(await chosenHop(panel)).toBe(String(Number(last) - 1));
      await page.getByTestId('step').click();
      expect(await chosenHop(panel)).toBe(last);
      await page.getByTestId('scrub').fill('0');
      const moment = async () => Number((await page.getByTestId('hop-count').textContent())!.split(' ')[0]);
      await page.getByTestId('play').click();
      await expect.poll(moment, { timeout: 5000 }).toBeGreaterThan(2);
      await page.getByTestId('play').click();
      const paused = await moment();
      await page.waitForTimeout(1100);
      expect(await moment()).toBe(paused);
    }));

  test('Space, comma and full stop play and step; the slider goes anywhere', () =>
    withScene(bridgeScene, async (panel) => {
      const { page } = panel;
      const count = () => page.getByTestId('hop-count').textContent();
      await page.getByTestId('scrub').fill('0');
      expect(await count()).toMatch(/^1 of/);
      await page.keyboard.press('.');
      await page.keyboard.press('.');
      await page.keyboard.press(',');
      expect(await count()).toMatch(/^2 of/);
      await page.keyboard.press(' ');
      expect(await page.getByTestId('play').getAttribute('aria-label')).toBe('Pause (Space)');
    }));

  test('a fix is a button', () => {
    const fixes = [{ title: 'Bring eth1 up', message: 'eth1 is down', edits: [] }];
    return withScene({ ...bridgeScene, fixes }, async (panel) => {
      await panel.page.getByTestId('fix').click();
      expect((await panel.said()).at(-1)).toEqual({ type: 'fix', index: 0, version: bridgeScene.version });
    });
  });

  test('the dot travels along the wire, and with reduced motion is there at once', async () => {
    const place = async (reducedMotion: boolean) => {
      const panel = await openPanel(browser, { reducedMotion });
      await panel.send({ type: 'scene', scene: bridgeScene });
      await panel.page.locator('.chip[data-hop="3"]').click();
      const dot = () => panel.page.locator('.dot').getAttribute('transform');
      await panel.page.getByTestId('step').click();
      const soon = await dot();
      await panel.page.waitForTimeout(800);
      const late = await dot();
      await panel.close();
      return { soon, late };
    };
    const moving = await place(false);
    expect(moving.soon).not.toBe(moving.late);
    const still = await place(true);
    expect(still.soon).toBe(still.late);
    expect(still.late).toBe(moving.late);
  });

  test('a packet and a namespace are chosen by mouse and by keyboard', () =>
    withScene(bridgeScene, async ({ page }) => {
      await page.locator('.packet[data-packet="2"]').click();
      expect(await page.locator('svg.topology').getAttribute('data-protocol')).toBe('ARP');
      expect(await page.locator('.lane').count()).toBe(4);
      await page.keyboard.press('ArrowDown');
      expect(await page.locator('.packet[aria-selected="true"]').getAttribute('data-packet')).toBe('3');
      await page.locator('.room[data-namespace="green"]').focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('.room.chosen').getAttribute('data-namespace')).toBe('green');
      expect(await page.locator('.sheet[data-kind="neighbours"] .calm:visible').count()).toBeLessThanOrEqual(1);
    }));

  test('the dropdown and the tabs choose tables, by mouse and by keyboard', () =>
    withScene(bridgeScene, async ({ page }) => {
      await page.getByTestId('namespaces').selectOption('host');
      await page.locator('#tab-fdb').click();
      expect(await page.locator('#sheet-fdb .row.changed').count()).toBe(2);
      expect(await page.locator('#sheet-fdb').isVisible()).toBe(true);
      const seen = async () => {
        const sheet = page.locator('[role="tabpanel"]');
        return [await sheet.getAttribute('data-kind'), await page.evaluate('document.activeElement.dataset.kind')];
      };
      await page.keyboard.press('ArrowRight');
      expect(await seen()).toEqual(['firewall', 'firewall']);
      await page.keyboard.press('ArrowLeft');
      expect(await seen()).toEqual(['fdb', 'fdb']);
      await page.keyboard.press('Home');
      expect(await seen()).toEqual(['routes', 'routes']);
    }));

  test('tables are filtered, sorted and copied, and follow the moment once one steps', () =>
    withScene(routerScene, async (panel) => {
      const { page } = panel;
      const asked = async () => (await panel.said()).filter(({ type }) => type === 'moment');
      await page.locator('#tab-firewall').click();
      await page.getByTestId('filter').fill('RELATED');
      expect(await page.locator('#sheet-firewall .row').count()).toBe(1);
      await page.getByTestId('filter').fill('');
      await page.locator('#sheet-firewall .sorter', { hasText: 'packets' }).click();
      expect(await page.locator('#sheet-firewall [aria-sort]').getAttribute('aria-sort')).toBe('ascending');
      await page.locator('#sheet-firewall').getByTestId('copy').first().click();
      expect((await panel.said()).at(-1)).toMatchObject({ type: 'copy', order: undefined });
      expect(await asked()).toEqual([]);
      await page.getByTestId('back').click();
      expect(await asked()).toHaveLength(1);
      await panel.send({
        type: 'tables',
        version: routerScene.version,
        command: routerScene.at!.index,
        order: 0,
        namespaces: routerScene.namespaces.map((each) => ({ ...each, tables: [] })),
      });
      expect(await page.locator('.sheet .row').count()).toBe(0);
      await page.getByTestId('as-of-line').click();
      expect(await page.locator('.sheet .row').count()).toBeGreaterThan(0);
    }));

  test('the bytes of the field under the pointer are lit, and the field of the byte under it', () =>
    withScene(realScene('router'), async ({ page }) => {
      const lit = () => page.locator('.byte.lit').allTextContents();
      await page.locator('.layer[data-layer="IPv4"] .field[data-field="TTL"]').hover();
      expect(await lit()).toEqual(['40']);
      await page.locator('.layer[data-layer="IPv4"] .field[data-field="source"]').hover();
      expect(await lit()).toHaveLength(4);
      await page.locator('.byte').first().hover();
      expect(await page.locator('.field.lit').getAttribute('data-field')).toBe('destination');
      expect(await lit()).toHaveLength(6);
    }));

  test('the time slider goes to any command, and reveals its line when it is let go', () => {
    const commands = ['a', 'b', 'c'].map((text, line) => ({ text, line: line * 2, kind: 'plain' as const }));
    return withScene({ ...bridgeScene, commands }, async (panel) => {
      await panel.page.getByTestId('timeline').fill('2');
      expect(await panel.page.getByTestId('timeline-label').textContent()).toBe('command 3 of 3, line 5');
      expect((await panel.said()).slice(-2)).toEqual([
        { type: 'goto', command: 2 },
        { type: 'reveal', line: 4 },
      ]);
    });
  });

  test('after an edit shows what each packet was and is now, until that is accepted', () =>
    withScene(routerScene, async ({ page, ...panel }) => {
      const journey = routerScene.journey!;
      const packets = journey.packets.map((packet) => ({
        ...packet,
        fate: 'delivered' as const,
        hops: packet.hops.slice(0, 3),
      }));
      expect(await page.getByTestId('changes').count()).toBe(0);
      await panel.send({ type: 'scene', scene: { ...routerScene, version: 2, journey: { ...journey, packets } } });
      const was = page.locator('.change [data-fate="dropped"]').first();
      expect(await was.textContent()).toContain('NETFILTER_DROP');
      expect(await was.locator('.station[data-part="parting"]').count()).toBe(1);
      await page.getByTestId('accept').click();
      expect(await page.locator('.section-changes:visible').count()).toBe(0);
    }));

  test('frames, the drawing and the journey are saved', () =>
    withScene(routerScene, async (panel) => {
      const { page } = panel;
      const save = async (id: string) => {
        await page.getByTestId('export').locator('summary').click();
        await page.getByTestId(`export-${id}`).click();
        return (await panel.said()).at(-1);
      };
      expect(await save('packet')).toEqual({
        type: 'capture',
        of: { kind: 'packet', command: 0, packet: 2 },
        open: false,
      });
      expect(await save('svg')).toMatchObject({
        name: 'topology.svg',
        content: expect.stringMatching(/^<svg .*forwards/s),
      });
      expect(await save('markdown')).toMatchObject({ name: 'journey.md', encoding: 'text' });
      await save('png');
      await expect
        .poll(async () => (await panel.said()).at(-1))
        .toMatchObject({ name: 'topology.png', content: expect.stringMatching(/^iVBORw0KGgo/) });
      expect(await page.getByTestId('export-wireshark').count()).toBe(0);
      await panel.send({ type: 'host', wireshark: true });
      expect(await save('wireshark')).toEqual({ type: 'capture', of: { kind: 'lab' }, open: true });
    }));

  test('is pinned', () =>
    withScene(bridgeScene, async (panel) => {
      await panel.page.getByTestId('pin').click();
      expect((await panel.said()).at(-1)).toEqual({ type: 'pin', pinned: true });
      expect((await panel.kept())?.pinned).toBe(true);
    }));

  test('comes back after a reload with what was chosen', async () => {
    const settings = { table: 'addresses' as const, speed: 2 };
    const place = { uri: bridgeScene.uri, line: 21, command: bridgeScene.at!.index };
    const state = { ...place, packet: 1, hop: 3, namespace: 'blue', settings };
    await withScene(
      bridgeScene,
      async (panel) => {
        expect(await chosenHop(panel)).toBe('3');
        expect(await panel.page.locator('.room.chosen').getAttribute('data-namespace')).toBe('blue');
        expect(await panel.kept()).toEqual(state);
      },
      { state },
    );
  });

  test('a large lab is folded; it is searched, zoomed and unfolded', () =>
    withScene(starScene(60), async ({ page }) => {
      const scale = () => page.locator('.world').getAttribute('transform');
      expect(await page.locator('.room').count()).toBe(2);
      expect(await page.locator('.tile').count()).toBe(60);
      const fitted = await scale();
      await page.getByTestId('zoom-in').click();
      expect(await scale()).not.toBe(fitted);
      await page.locator('.room').first().focus();
      await page.keyboard.press('0');
      expect(await scale()).toBe(fitted);
      await page.getByTestId('search').fill('10.0.0.9/');
      expect(await page.locator('.tile.found').getAttribute('data-namespace')).toBe('h8');
      await page.getByTestId('search').press('Enter');
      expect(await page.locator('.tile.chosen').getAttribute('data-namespace')).toBe('h8');
      expect(await scale()).not.toBe(fitted);
      await page.getByTestId('fold').click();
      expect(await page.locator('.room').count()).toBe(61);
      expect(await page.locator('svg.topology').getAttribute('data-zoom')).toBe('far');
    }));

  test('an empty panel says why', async () => {
    const panel = await openPanel(browser);
    await panel.send({ type: 'empty', message: 'This lab has no commands yet.' });
    expect(await panel.page.getByTestId('empty').textContent()).toBe('This lab has no commands yet.');
    expect(await panel.page.locator('svg.topology:visible').count()).toBe(0);
    await panel.close();
  });

  test('text of a lab is text, never markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const journey = { ...bridgeScene.journey!, command: evil, summary: evil };
    return withScene({ ...bridgeScene, journey }, async ({ page }) => {
      expect(await page.getByTestId('command').textContent()).toBe(evil);
      expect(await page.locator('img').count()).toBe(0);
    });
  });
});

/** What the last line of an example did. */
function realScene(name: string): Scene {
  const text = readFileSync(join(projectFolder, 'examples', `${name}.netlab`), 'utf8');
  return createLanguageService().scene(labDocument(text), text.trimEnd().split('\n').length - 1);
}

/** Texts of devices that reach beyond the right edge of their device. Runs in the page. */
function textsOutside(drawing: Element): (string | null)[] {
  return [...drawing.querySelectorAll('.device')].flatMap((device) => {
    const { right } = device.querySelector('.body')!.getBoundingClientRect();
    const texts = [...device.querySelectorAll('text')];
    return texts.filter((text) => text.getBoundingClientRect().right > right + 0.5).map((text) => text.textContent);
  });
}
