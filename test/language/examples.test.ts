import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../src/language/index.ts';

const folder = join(import.meta.dirname, '../../examples');
/** Every lab but the one that is there to be repaired. */
const labs = readdirSync(folder).filter((name) => name.endsWith('.netlab') && name !== 'broken.netlab');

test.each(labs)('%s gives nothing to complain of', (name) => {
  const found = createLanguageService().check(labDocument(readFileSync(join(folder, name), 'utf8')));
  expect(found.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`)).toEqual([]);
});
