import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { checkDiagnostics, hoverIn, lab, placesIn } from '../check.ts';

const LOOP = `
  # netlab: machine bare
  ip link set lo up
  peer=127.0.0.1
  for ns in red blue; do
    ip netns add $ns
    ip netns exec "$ns" ip link set lo up
  done
  for n in red blue none; do
    ip netns exec $n ping -c 1 -W 1 $peer > /dev/null
  done`;

/** The titles of the code lenses, and the turns they ask for. */
function lensesOf(text: string): string[] {
  return createLanguageService()
    .codeLenses(labDocument(lab(text)))
    .map(({ command }) => {
      const { turn } = command!.arguments![0] as { turn?: number };
      return `${command!.title}${turn === undefined ? '' : ` [${turn}]`}`;
    });
}

test('a lens for the line, one for all turns, and one for each', () => {
  expect(lensesOf(LOOP)).toEqual([
    '▶ Run packet',
    '✗ 2 of 3: Cannot open network namespace "none": No such file or directory',
    '✓ red 127.0.0.1 [0]',
    '✓ blue 127.0.0.1 [1]',
    '✗ none 127.0.0.1 [2]',
  ]);
});

test('a function that is called twice has a lens for each call', () => {
  const lenses = lensesOf(`
    # netlab: machine bare
    ip link set lo up
    check() { ping -c 1 127.0.0.1; }
    check
    check
  `);
  expect(lenses.slice(2)).toEqual(['✓ #1 [0]', '✓ #2 [1]']);
});

test('the scene of a turn', () => {
  const document = labDocument(lab(LOOP));
  const sceneAt = (turn?: number) => createLanguageService().scene(document, 8, turn)?.journey?.namespace;
  expect([sceneAt(0), sceneAt(1), sceneAt(2)]).toEqual(['red', 'blue', undefined]);
});

describe('hover', () => {
  test('on a variable: its values, then what it names', () => {
    const text = hoverIn(LOOP.replace('exec "$ns"', 'exec "$n<|>s"'));
    expect(text).toContain('`$ns` is `red`, `blue` (ran 2 times)');
    expect(text).toContain('lo');
  });

  test('on a word that holds one', () => {
    const text = hoverIn('i=7\nip route add default via 10.0.$<|>i.1\n');
    expect(text).toContain('`10.0.$i.1` is `10.0.7.1`');
  });

  test('on one that comes to nothing', () => {
    expect(hoverIn('x=\necho $<|>x end\n')).toBe('`$x` is nothing');
  });
});

describe('definition', () => {
  test('a variable that names namespaces leads to where each is made', () => {
    const text = `
      ip netns add red
      ip netns add blue
      for ns in red blue; do ip -n $n<|>s link; done
    `;
    expect(placesIn(text, 'definition')).toEqual(['1:red', '2:blue']);
  });

  test('made by a variable too', () => {
    expect(placesIn(LOOP.replace('exec "$ns"', 'exec "$<|>ns"'), 'definition')).toEqual(['5:$ns']);
  });

  test('any other variable leads to its assignments', () => {
    expect(placesIn(LOOP.replace('$peer', '$pe<|>er'), 'definition')).toEqual(['3:peer']);
  });
});

describe('diagnostics in loops and functions', () => {
  test('stand at their line once, with what sets the turns apart', () => {
    checkDiagnostics(`
      for i in 1 2; do
        ip link set v$i up
                    ^^^ error no-such-device: Cannot find device "v1" (v$i = v1); Cannot find device "v2" (v$i = v2)
      done
    `);
  });

  test('one message of several turns', () => {
    checkDiagnostics(`
      # netlab: machine bare
      for ns in a b c; do ip netns add $ns; done
      look() { ip netns exec $1 ping -c 1 10.0.0.1; }
                                          ^^^^^^^^ error network-unreachable: ping: connect: Network is unreachable ($1 = a; $1 = b)
      look a
      look b
    `);
  });

  test('many', () => {
    checkDiagnostics(`
      for i in {1..9}; do
        ip link set v$i up
                    ^^^ error no-such-device: Cannot find device "v1" (v$i = v1); Cannot find device "v2" (v$i = v2); Cannot find device "v3" (v$i = v3); and 6 more
      done
    `);
  });
});
