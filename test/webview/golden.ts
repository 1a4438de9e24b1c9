import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'golden');

/** Set to rewrite the golden files instead of comparing with them; the difference is then read in version control. */
const rewrite = process.env.UPDATE_GOLDEN !== undefined;

/** Compares markup with a golden file. A missing file is written, but not under CI. */
export async function checkGolden(name: string, markup: string): Promise<void> {
  const file = join(folder, name);
  const text = `${markup.replaceAll(/></g, '>\n<')}\n`;
  if (rewrite || (!existsSync(file) && !process.env.CI)) {
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
    return;
  }
  expect(text).toBe(await readFile(file, 'utf8'));
}
