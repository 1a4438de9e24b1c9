// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Looks a program up as a shell would.
 * @param {string} name
 * @returns {string | undefined} its path, undefined when no folder of PATH has it
 */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** @returns {string | undefined} the Chromium to drive: `$CHROMIUM`, else the first of the usual names that is installed */
export function findChromium() {
  const candidates = [process.env.CHROMIUM, ...NAMES.map(onPath), ...MAC];
  return candidates.find((path) => path !== undefined && existsSync(path));
}
