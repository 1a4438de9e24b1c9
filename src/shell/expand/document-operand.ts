import type { Word } from 'unbash';
import type { Shell } from '../shell.ts';
import { expandArithmetic } from './arithmetic-text.ts';
import type { Sink } from './sink.ts';
import { type Expanding, expandPart } from './word.ts';

/**
 * The word behind `:-` and its kin in a here-document, where it is as in double quotes: single quotes and `$'…'` stand for
 * themselves, and a backslash does but before what it quotes. Double quotes vanish, with the backslashes between them.
 */
export function* expandDocumentOperand(shell: Shell, operand: Word, sink: Sink): Expanding {
  if (operand.parts === undefined) sink.quoted(unquoted(operand.text));
  for (const part of operand.parts ?? []) {
    if (part.type === 'Literal') sink.quoted(unquoted(part.text));
    else if (part.type === 'Glob') sink.quoted(part.text);
    else if (part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted')
      sink.quoted(yield* expandArithmetic(shell, part.text, part.pos));
    else if (part.type === 'DoubleQuoted') {
      for (const each of part.parts) {
        if (each.type === 'Literal') sink.quoted(each.text.replace(/\\([\s\S])/g, '$1'));
        else yield* expandPart(shell, each, sink, true);
      }
    } else yield* expandPart(shell, part, sink, true);
  }
}

function unquoted(text: string): string {
  return text.replace(/\\([$`"\\}\n])/g, (_, char: string) => (char === '\n' ? '' : char));
}
