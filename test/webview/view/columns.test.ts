import { expect, test } from 'vitest';
import { shapeTables } from '../../../webview/view/columns.ts';
import { row, table } from '../scenes/build.ts';

test('columns that say nothing are left out, and those of two tables are equally wide', () => {
  const main = table('routes', 'main', [row('a', ['10.0.0.0/24', '', 'eth0', '10.0.0.1', '', ''])]);
  const local = table('routes', 'local', [row('b', ['10.0.0.1', '', 'lo', '10.0.0.1', '', 'local'])]);
  const shaped = shapeTables([main, local]);
  expect(shaped.map(({ columns }) => columns)).toEqual([
    ['destination', 'dev', 'src', ''],
    ['destination', 'dev', 'src', ''],
  ]);
  expect(shaped[1]!.widths).toEqual([11, 4, 8, 5]);
  expect(shaped[0]!.rows[0]!.cells).toEqual(['10.0.0.0/24', 'eth0', '10.0.0.1', '']);
});
