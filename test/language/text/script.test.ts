import { describe, expect, test } from 'vitest';
import { Script } from '../../../src/language/text/script.ts';

const words = (text: string) => new Script(text).commands.map((command) => command.words.map((word) => word.value));

describe('the script as it is written', () => {
  test('commands in every construct, in order of place', () => {
    expect(words('a; if b; then c | d; fi\nf() { e; }\ng "$(h i)" && j &')).toEqual([
      ['a'],
      ['b'],
      ['c'],
      ['d'],
      ['e'],
      ['g', '$(h i)'],
      ['h', 'i'],
      ['j'],
    ]);
  });

  test('assignments before a command and redirections are no words', () => {
    expect(words('X=1 ip link > file 2>&1')).toEqual([['ip', 'link']]);
  });

  test('words with expansions are not literal', () => {
    const [command] = new Script('ip link set $dev "a" {b,c}').commands;
    expect(command!.words.map((word) => word.literal)).toEqual([true, true, true, false, true, false]);
  });

  test('what stands behind a mistake is still there', () => {
    expect(words('ip link\nfor x in; do\nip addr')).toContainEqual(['ip', 'link']);
    expect(words('')).toEqual([]);
    expect(words('"')).toEqual([['']]);
  });

  test('the innermost command at a place', () => {
    const text = 'echo $(ip link)';
    expect(new Script(text).commandAt(text.indexOf('link'))!.words[0]!.value).toBe('ip');
    expect(new Script(text).commandAt(1)!.words[0]!.value).toBe('echo');
  });
});
