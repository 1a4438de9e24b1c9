import { expect, test } from 'vitest';
import { wantedRows } from '../../../webview/view/rows.ts';
import { row, table } from '../scenes/build.ts';

const routes = table('routes', 'main', [
  row('10.0.10.0/24', ['10.0.10.0/24', 'eth1']),
  row('10.0.9.0/24', ['10.0.9.0/24', 'eth0']),
  row('default', ['default', 'eth0']),
]);

test.each([
  ['', undefined, ['10.0.10.0/24', '10.0.9.0/24', 'default']],
  ['ETH0', undefined, ['10.0.9.0/24', 'default']],
  ['', { column: 'destination', down: false }, ['10.0.9.0/24', '10.0.10.0/24', 'default']],
  ['', { column: 'destination', down: true }, ['default', '10.0.10.0/24', '10.0.9.0/24']],
  ['', { column: 'MAC', down: true }, ['10.0.10.0/24', '10.0.9.0/24', 'default']],
])('filter %j, sort %j', (filter, sort, ids) => {
  expect(wantedRows(routes, { filter, sort }).map(({ id }) => id)).toEqual(ids);
});
