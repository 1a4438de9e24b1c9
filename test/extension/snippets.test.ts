import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../src/language/index.ts';

const file = join(import.meta.dirname, '../../snippets/netlab.json');
const snippets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { prefix: string; body: string[] }>;

/** The text of a snippet as it stands before anything is typed over. */
function textOf(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\\$/g, '$');
}

test.each(Object.entries(snippets))('%s is a lab without a mistake', (_, { prefix, body }) => {
  // A part of a lab goes behind a whole one.
  const before = prefix === 'lab-firewall' ? textOf(snippets['A private network behind NAT']!.body) : '';
  const document = labDocument(before + textOf(body));
  const service = createLanguageService();
  expect(service.check(document)).toEqual([]);
  expect(service.run(document).commands.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
});
