import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../../src/language/text/nearest.ts';

describe('nearest', () => {
  test.each([
    ['rde', ['red', 'blue'], 'red'],
    ['veth-tset2', ['veth-test', 'veth-test2'], 'veth-test2'],
    ['blue', ['red'], undefined],
    ['eth1', [], undefined],
    ['ip_foward', ['ip_forward', 'ip_default_ttl'], 'ip_forward'],
    ['DROPP', ['ACCEPT', 'DROP'], 'DROP'],
  ])('%s among %j is %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  test('a swap of neighbours is one step', () => {
    expect(editDistance('nents', 'netns')).toBe(1);
    expect(editDistance('abcd', 'abcd')).toBe(0);
    expect(editDistance('', 'abc')).toBe(3);
  });
});
