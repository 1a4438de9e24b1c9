import { describe, expect, test } from 'vitest';
import { createLanguageService } from '../../../src/language/index.ts';
import { lab, placesIn } from '../check.ts';

describe('definition and references', () => {
  test('a namespace', () => {
    const text = `
      ip netns add red
      ip netns add blue
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      ip netns exec re<|>d ip link set lo up
    `;
    expect(placesIn(text, 'definition')).toEqual(['1:red']);
    expect(placesIn(text, 'references')).toEqual(['1:red', '4:red', '5:red']);
  });

  test('a device, through its move', () => {
    const text = `
      ip netns add red
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      ip link add v1 type veth peer name w1
      ip netns exec red ip link set v<|>1 up
      ip link set v1 up
    `;
    expect(placesIn(text, 'definition')).toEqual(['2:v1']);
    expect(placesIn(text, 'references')).toEqual(['2:v1', '3:v1', '5:v1']);
  });

  test('a function', () => {
    const text = `
      host() { ip netns add "$1"; }
      hos<|>t red
    `;
    expect(placesIn(text, 'definition')).toEqual(['1:host']);
  });
});

test('outline: namespaces with their devices, devices of the host, functions', () => {
  const text = lab(`
    f() { :; }
    ip netns add red
    ip link add v0 type veth peer name v1
    ip link set v1 netns red
  `);
  const symbols = createLanguageService().documentSymbols({ uri: 'file:///x.netlab', version: 1, text });
  expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
    ['f', []],
    ['red', ['v1']],
    ['v0', []],
  ]);
});

test('folding: compound commands and blocks of comments', () => {
  const text = lab(`
    # one
    # two
    for i in 1 2; do
      echo $i
    done
  `);
  const ranges = createLanguageService().foldingRanges({ uri: 'file:///x.netlab', version: 1, text });
  expect(ranges).toEqual([
    { startLine: 2, endLine: 3 },
    { startLine: 0, endLine: 1, kind: 'comment' },
  ]);
});
