import { expect, test } from 'vitest';
import { Source } from '../../../src/lab/source.ts';
import { parseDisabled } from '../../../src/language/text/directives.ts';

test('directives count for their line, or for the file where they stand alone', () => {
  const text =
    '# netlab: disable=device-down, no-address\nip link # netlab: disable=file-exists because\n  # netlab: disable=nope\n';
  const { file, lines, unknown } = parseDisabled(new Source(text));
  expect([...file]).toEqual(['device-down', 'no-address']);
  expect([...lines].map(([line, rules]) => [line, [...rules]])).toEqual([[1, ['file-exists']]]);
  expect(unknown.map(({ name, range }) => [name, text.slice(range.start, range.end)])).toEqual([['nope', 'nope']]);
});
