import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { FAILURE_LINTS, LINTS } from '../../../src/language/lints/index.ts';
import { RULES } from '../../../src/language/lints/rules.ts';
import { type ManualPage, manualOf } from './manual.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'docs/lints');
const rules = Object.keys(RULES) as (keyof typeof RULES)[];
const pages = rules.map((rule) => manualOf(rule, readFileSync(join(root, `src/language/lints/${rule}.ts`), 'utf8')));

test('every rule has a lint, and every lint a rule', () => {
  const lints = [...FAILURE_LINTS, ...LINTS].map(({ rule }) => rule);
  expect(lints.toSorted()).toEqual(rules.toSorted());
});

test('the committed manual is the generated one (UPDATE=1 writes it)', () => {
  if (process.env.UPDATE) {
    mkdirSync(folder, { recursive: true });
    for (const { rule, markdown } of pages) writeFileSync(join(folder, `${rule}.md`), markdown);
    writeFileSync(join(folder, 'README.md'), index(pages));
  }
  expect(readdirSync(folder).toSorted()).toEqual(['README.md', ...rules.map((rule) => `${rule}.md`)].toSorted());
  for (const { rule, markdown } of pages) expect(readFileSync(join(folder, `${rule}.md`), 'utf8')).toBe(markdown);
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(index(pages));
});

function index(all: readonly ManualPage[]): string {
  const rows = all.map(({ rule, summary }) => `| [${rule}](${rule}.md) | ${RULES[rule]} | ${summary} |`);
  return `# What Netlab finds in a lab\n\n| rule | severity | |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

describe('the examples of the manual', () => {
  for (const { rule, wrong, right } of pages) {
    test(`${rule}: the wrong one is found, the right one is clean`, () => {
      const service = createLanguageService();
      const inWrong = service.check(labDocument(wrong)).map((finding) => finding.rule);
      expect(inWrong, wrong).toContain(rule);
      const inRight = service.check(labDocument(right, 'file:///right.netlab'));
      expect(
        inRight.map((finding) => `${finding.rule}: ${finding.message}`),
        right,
      ).toEqual([]);
    });
  }
});
