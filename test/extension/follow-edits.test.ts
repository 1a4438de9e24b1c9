import { describe, expect, test } from 'vitest';
import { lineAfter } from '../../src/extension/follow-edits.ts';

/** Replaces from the one character (line and character) to the other. */
const edit = (from: [number, number], to: [number, number], text: string) => ({
  range: { start: { line: from[0], character: from[1] }, end: { line: to[0], character: to[1] } },
  text,
});

describe('the line that the panel shows follows edits', () => {
  test.each([
    ['a line typed above moves it down', 5, edit([2, 0], [2, 0], 'ip link\n'), 6],
    ['enter at the end of the line above', 5, edit([4, 7], [4, 7], '\n'), 6],
    ['a line put in front of it', 5, edit([5, 0], [5, 0], 'ip link\n'), 6],
    ['typing at its beginning leaves it', 5, edit([5, 0], [5, 0], 'x'), 5],
    ['enter at its end leaves it', 5, edit([5, 9], [5, 9], '\n'), 5],
    ['typing below leaves it', 5, edit([6, 0], [9, 0], ''), 5],
    ['two lines deleted above move it up', 5, edit([1, 0], [3, 0], ''), 3],
    ['three lines replaced by one', 5, edit([1, 0], [3, 4], 'a'), 3],
    ['deleted with those around it, it goes to the beginning', 5, edit([3, 0], [7, 0], ''), 3],
    ['joined with the one above', 5, edit([4, 7], [5, 0], ''), 4],
  ])('%s', (_, line, change, expected) => expect(lineAfter(line, [change])).toBe(expected));
});
