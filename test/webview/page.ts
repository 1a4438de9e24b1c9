import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import type { FromPanel, PanelState, ToPanel } from '../../src/protocol/webview.ts';
import { bundle } from './bundle.ts';
import { THEMES, type Theme } from './themes.ts';

/** A name that resolves nowhere: every request of the page is answered here, and any other is a failure. */
const ORIGIN = 'http://panel.invalid';
const NONCE = 'bm9uY2Utb2YtdGhlLXRlc3Q';

/** The extension's own policy (src/extension/panel/page.ts); here the rules of VS Code stand in the page and carry the secret, too. */
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}'`,
  `style-src ${ORIGIN} 'nonce-${NONCE}'`,
  `img-src ${ORIGIN} data:`,
  `font-src ${ORIGIN}`,
].join('; ');

/** The rules that VS Code puts into every webview, as far as they touch the panel. */
const DEFAULTS = `
  html { scrollbar-color: #79797966 var(--vscode-editor-background); }
  body { overscroll-behavior-x: none; background-color: var(--vscode-editor-background); color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size);
    margin: 0; padding: 0 20px; }
  a, a code { color: var(--vscode-textLink-foreground); }
  code { font-family: var(--monaco-monospace-font, monospace); color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
  *:focus { outline-color: var(--vscode-focusBorder); }`;

/** Stands in for VS Code: the theme's variables, and the API with everything that is said to it kept on the window. */
function host(theme: Theme, state: PanelState | undefined): string {
  return `
    for (const [name, value] of Object.entries(${JSON.stringify(theme.colors)}))
      document.documentElement.style.setProperty('--vscode-' + name, value);
    document.body.className = ${JSON.stringify(theme.body)};
    document.body.dataset.vscodeThemeKind = ${JSON.stringify(theme.kind)};
    window.said = []; window.kept = ${JSON.stringify(state ?? null)} ?? undefined; window.refused = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.refused.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.said.push(message),
      getState: () => window.kept,
      setState: (state) => { window.kept = state; },
    });`;
}

function document(theme: Theme, state: PanelState | undefined): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>Netlab</title>
    <style nonce="${NONCE}">${DEFAULTS}</style><link rel="stylesheet" href="panel.css"></head>
    <body><script nonce="${NONCE}">${host(theme, state)}</script>
    <script nonce="${NONCE}" src="panel.js"></script></body></html>`;
}

/** How a test wants the panel. */
export interface Setting {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly state?: PanelState;
  readonly reducedMotion?: boolean;
}

/** The panel in a page of its own. */
export interface PanelPage {
  readonly page: Page;
  send(message: ToPanel): Promise<void>;
  said(): Promise<FromPanel[]>;
  kept(): Promise<PanelState | undefined>;
  /** What the page did wrong: refusals of the content security policy, and errors. */
  faults(): Promise<string[]>;
  close(): Promise<void>;
}

/** What the tests in a browser lack here; undefined when they can run. */
export const lacking: string | undefined = findChromium()
  ? undefined
  : 'no Chromium: install it (Debian: apt-get install chromium), or name it in $CHROMIUM';

export function launch(): Promise<Browser> {
  const switches = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
  const executablePath = findChromium();
  if (!executablePath) throw new Error(lacking);
  const args = [...switches.split(' '), '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];
  return chromium.launch({ executablePath, args });
}

/** Opens the panel; it has said `ready` when this returns. */
export async function openPanel(browser: Browser, setting: Setting = {}): Promise<PanelPage> {
  const { theme = THEMES.dark, width = 700, height = 1000, state, reducedMotion = false } = setting;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await serve(context, document(theme, state), errors);
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction('window.said.length > 0');
  return {
    page,
    send: async (message) => {
      await page.evaluate((data) => window.postMessage(data, '*'), message);
      // The message, the frame that draws it, and what is drawn once that is painted.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await page.waitForSelector('main:not([aria-busy])');
    },
    said: () => page.evaluate('window.said'),
    kept: () => page.evaluate('window.kept'),
    faults: async () => [...errors, ...(await page.evaluate<string[]>('window.refused'))],
    close: () => context.close(),
  };
}

async function serve(context: BrowserContext, html: string, errors: string[]): Promise<void> {
  const { script, style } = await bundle();
  const files: Record<string, readonly [type: string, body: string]> = {
    '/': ['text/html', html],
    '/panel.js': ['text/javascript', script],
    '/panel.css': ['text/css', style],
  };
  await context.route('**/*', async (route) => {
    const file = files[new URL(route.request().url()).pathname];
    if (file) return route.fulfill({ contentType: file[0], body: file[1] });
    errors.push(`unexpected request: ${route.request().url()}`);
    return route.abort();
  });
}
