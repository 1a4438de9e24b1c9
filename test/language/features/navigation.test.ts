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

test('outline: namespaces with their devices, routes and rules, those of the host, functions', () => {
  const text = lab(`
    f() { :; }
    ip netns add red
    ip link add v0 type veth peer name v1
    ip link set v1 netns red
    ip -n red link set lo up
    ip -n red route add 10.9.0.0/16 dev lo
    ip rule add from 10.0.0.0/8 lookup 100
    ip netns exec red iptables -A INPUT -p icmp -j DROP
  `);
  const symbols = createLanguageService().documentSymbols({ uri: 'file:///x.netlab', version: 1, text });
  expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
    ['f', []],
    ['red', ['v1', '10.9.0.0/16 dev lo', 'filter INPUT']],
    ['v0', []],
    ['from 10.0.0.0/8 lookup 100', []],
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

test('an address leads to the device that was given it', () => {
  const text = `
    ip netns add r
    ip link add v0 type veth peer name v1 netns r
    ip -n r addr add 10.0.0.2/24 dev v1
    ip route add 10.9.0.0/16 via 10.0.0<|>.2
    ping -c 1 10.0.0.2
  `;
  expect(placesIn(text, 'definition')).toEqual(['3:10.0.0.2']);
  expect(placesIn(text, 'references')).toEqual(['3:10.0.0.2', '4:10.0.0.2', '5:10.0.0.2']);
});

test('a variable, wherever it is used; a chain of nft, wherever it is named', () => {
  expect(placesIn('n=1\nfor i in $n; do echo "$n$<|>i"; done\n', 'references')).toEqual(['2:i', '2:i']);
  expect(placesIn(`n<|>=1\necho $n \${n:-2} $((n + 1))\n`, 'references')).toEqual(['1:n', '2:n', '2:n', '2:n']);
  const chain = `
    nft add table inet t
    nft -f - <<'END'
    table inet t { chain a { jump b; }; chain b { }; }
    END
    nft list chain inet t <|>b
  `;
  expect(placesIn(chain, 'definition')).toEqual(['3:b']);
  expect(placesIn(chain, 'references')).toEqual(['3:b', '3:b', '5:b']);
});
