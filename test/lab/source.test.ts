import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Source } from '../../src/lab/source.ts';

test('offsets become lines and columns from 1', () => {
  const source = new Source('ip a\nip r\r\n\rping');
  expect([0, 4, 5, 10, 11, 12].map((offset) => source.placeOf(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 5 },
    { line: 2, column: 1 },
    { line: 2, column: 6 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
  ]);
  expect([0, 1, 2, 3, 4].map((line) => source.line(line))).toEqual(['ip a', 'ip r', '', 'ping', '']);
});

test('every offset lies within the range of its line or on its line end', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', 'ü') }), (text) => {
      const source = new Source(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const { start, end } = source.lineRange(source.lineAt(offset));
        expect(offset).toBeGreaterThanOrEqual(start);
        expect(offset).toBeLessThanOrEqual(end + 1);
      }
    }),
  );
});
