import type { Browser, Page } from 'playwright-core';
import type { Workbench } from '../../scripts/workbench.mjs';

/**
 * A page that may open the workbench. It gets nothing from elsewhere: a request to any other host fails.
 */
export async function newPage(browser: Browser, { origin, token }: Workbench): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // The cookie that the address with the secret would set.
  await page.context().addCookies([{ name: 'vscode-tkn', value: token, url: origin }]);
  const isElsewhere = (url: URL) => /^https?:$/.test(url.protocol) && url.origin !== origin;
  await page.route(isElsewhere, (route) => route.abort());
  return page;
}
