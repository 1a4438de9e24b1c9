import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../src/language/index.ts';

const folder = join(import.meta.dirname, '../../examples');
/** Every lab but the one that is there to be repaired. */
const labs = ['', 'docker/']
  .flatMap((sub) => readdirSync(join(folder, sub)).map((name) => sub + name))
  .filter((name) => name.endsWith('.netlab') && name !== 'broken.netlab');

test.each(labs)('%s gives nothing to complain of', (name) => {
  const found = createLanguageService().check(labDocument(readFileSync(join(folder, name), 'utf8')));
  expect(found.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`)).toEqual([]);
});

/** Labs as others write them, with mistakes left in on purpose: all of each is simulated. */
const wild = join(folder, 'in-the-wild');

test.each(readdirSync(wild))('in-the-wild/%s is simulated as a whole', (name) => {
  const found = createLanguageService().check(labDocument(readFileSync(join(wild, name), 'utf8')));
  const rules = ['not-simulated', 'command-not-found', 'syntax-error', 'budget-exhausted'];
  expect(found.filter(({ rule }) => rules.includes(rule)).map(({ message }) => message)).toEqual([]);
});
