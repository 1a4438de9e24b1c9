import { describe, expect, test } from 'vitest';
import { typedCommand } from '../../../src/language/text/words-before.ts';

/** The words before the cursor and the part of a word at it, `word word|partial`. */
function typed(text: string): string | undefined {
  const found = typedCommand(text.replace('<|>', ''), text.indexOf('<|>'));
  return found && `${found.words.join(' ')}|${found.partial}`;
}

describe('the command being typed', () => {
  test.each([
    ['ip link <|>', 'ip link|'],
    ['ip li<|>nk set', 'ip|li'],
    ['<|>', '|'],
    ['true; ip a<|>', 'ip|a'],
    ['if ip netns <|>', 'ip netns|'],
    ['for i in 1; do ip <|>', 'ip|'],
    ['x=$(ip -n <|>', 'ip -n|'],
    ['X=1 ip <|>', 'ip|'],
    ['echo "a b" c<|>', 'echo a b|c'],
    ['echo "a b<|>', 'echo|a b'],
    ['ip \\\n  link <|>', 'ip link|'],
    ['ip link\nip <|>', 'ip|'],
    ['# ip <|>', undefined],
    ['ip link # <|>', undefined],
    ['echo a#<|>', 'echo|a#'],
  ])('%j is %j', (text, expected) => {
    expect(typed(text)).toBe(expected);
  });
});
