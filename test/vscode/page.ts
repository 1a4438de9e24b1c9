import type { Browser, Page } from 'playwright-core';
import type { Workbench } from '../../scripts/workbench.mjs';

/** The settings of every test: nothing that calls the network, nothing that moves. */
const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'editor.cursorBlinking': 'solid',
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** The `<meta>` from which the workbench's script reads its options. */
const OPTIONS_ID = 'vscode-workbench-web-configuration';

/**
 * Runs in the page, before its scripts: adds settings to the workbench's options as soon as the parser has come by them.
 * (A user's own settings lie in the browser's storage, out of reach before the first start.)
 */
function addDefaults([id, settings]: [string, object]): void {
  const observer = new MutationObserver(() => {
    const meta = document.getElementById(id);
    if (!meta) return;
    observer.disconnect();
    const options = JSON.parse(meta.dataset.settings ?? '{}');
    options.configurationDefaults = { ...options.configurationDefaults, ...settings };
    meta.dataset.settings = JSON.stringify(options);
  });
  observer.observe(document, { childList: true, subtree: true });
}

/**
 * A page of the workbench with `settings` as defaults. It gets nothing from elsewhere than the workbench: a request to any
 * other host fails.
 */
export async function openPage(browser: Browser, workbench: Workbench, settings: object = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const { origin } = workbench;
  // The cookie that the address with the secret would set.
  await page.context().addCookies([{ name: 'vscode-tkn', value: workbench.token, url: origin }]);
  await page.addInitScript(addDefaults, [OPTIONS_ID, { ...QUIET, ...settings }] as [string, object]);
  const isElsewhere = (url: URL) => /^https?:$/.test(url.protocol) && url.origin !== origin;
  await page.route(isElsewhere, (route) => route.abort());
  return page;
}
