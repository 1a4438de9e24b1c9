import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PlacedStatement, type Program, readEdited, readWhole } from '../../src/shell/parse.ts';
import { Typist } from '../language/typing.ts';

/** Edits in each lab. */
const EDITS = Number(process.env.EDITS ?? 6);

/** The trees of statements with the places where they stand now. */
function placed(statements: readonly PlacedStatement[]): string {
  const trees = statements.map(({ node, part: { by } }) =>
    JSON.stringify(node, (key, value) => (/^(?:pos|end)$|Pos$|End$/.test(key) ? value + by : value)),
  );
  return trees.join('\n');
}

const linesAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length - 1;

function checkReadEdited(old: Program, text: string): Program | undefined {
  const edited = readEdited(old, text);
  if (edited === undefined) return undefined;
  const whole = readWhole(text);
  expect(placed(edited.read) === placed(whole.read), text).toBe(true);
  expect([edited.statements === edited.read, edited.error, edited.isExtended], text).toEqual([
    whole.statements === whole.read,
    whole.error,
    whole.isExtended,
  ]);
  for (const { node, part, pos, end } of edited.statements) {
    if (part.text.slice(node.pos, node.end) !== text.slice(pos, end)) expect(text).toBe(part.text);
    const lines = linesAt(part.text, node.pos) + part.lines;
    if (lines !== linesAt(text, pos)) expect(lines, text).toBe(linesAt(text, pos));
  }
  return edited;
}

const LAB = `${Array.from({ length: 9 }, (_, i) => `ip netns add n${i}`).join('\n')}\n`;

test.each([
  ['a letter', (text: string) => text.replace('n4', 'n44')],
  ['a line', (text: string) => text.replace('n4\n', 'n4\necho new\n')],
  ['a line that is gone', (text: string) => text.replace('ip netns add n4\n', '')],
  ['two lines joined', (text: string) => text.replace('n4\n', 'n4')],
  ['a line at the end', (text: string) => `${text}echo end`],
  ['a line at the beginning', (text: string) => `echo begin\n${text}`],
  ['a loop', (text: string) => text.replace('n4\n', 'n4\nfor i in 1 2; do\necho $i\ndone\n')],
])('%s is read by itself', (_, edit) => {
  const old = readWhole(LAB);
  const edited = checkReadEdited(old, edit(LAB))!;
  expect(edited.statements.filter(({ part }) => part.text !== old.text).length).toBeLessThan(5);
});

test.each([
  ['a continued line', 'ip netns add n4 \\\n', 'ip netns add n4 \\\nx'],
  ['an open quote', 'ip netns add n4', 'ip netns add "n4'],
  ['an open loop', 'ip netns add n4', 'while true; do'],
  ['a here-document', 'ip netns add n4', 'cat <<EOF'],
])('%s is read with all that follows', (_, before, after) => {
  const old = LAB.replace('ip netns add n4', before);
  expect(readEdited(readWhole(old), old.replace(before, after))).toBeUndefined();
});

test(
  'versions of labs read edit by edit are as if read as a whole',
  () => {
    const folder = join(import.meta.dirname, '../../examples');
    const labs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.netlab'));
    let byPart = 0;
    for (const [index, name] of labs.entries()) {
      const typist = new Typist(readFileSync(join(folder, name), 'utf8'), index + 1);
      let program = readWhole('');
      for (let i = 0; i < EDITS; i += 1) {
        const { text } = typist.edit();
        const edited = checkReadEdited(program, text);
        if (edited !== undefined) byPart += 1;
        program = edited ?? readWhole(text);
      }
    }
    expect(byPart).toBeGreaterThan(0);
  },
  30_000 + EDITS * 3_000,
);
