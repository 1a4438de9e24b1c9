import { expect, test } from 'vitest';
import { parseDirectives } from '../../src/lab/directive.ts';

test('directives choose the machine, the last one counts', () => {
  const text =
    '# netlab: machine host\n# netlab: machine bare\n  # netlab: br_netfilter on\n# netlab: bridge_vlans on\nip a\n';
  expect(parseDirectives(text)).toEqual({ machine: 'bare', brNetfilter: true, bridgeVlans: true, unknown: [] });
});

test('a directive nobody knows is named with its place', () => {
  const text = 'ip a\n# netlab: mashine bare\n';
  expect(parseDirectives(text).unknown).toEqual([{ text: 'mashine bare', range: { start: 15, end: 27 } }]);
  expect(text.slice(15, 27)).toBe('mashine bare');
});

test("disable= is the editor's", () => {
  expect(parseDirectives('# netlab: disable=lo-down\n').unknown).toEqual([]);
});
