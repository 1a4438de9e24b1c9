import type { ParameterExpansionPart, ParameterSliceOperation, Word } from 'unbash';
import { ExpansionFailed } from '../control.ts';
import type { Shell } from '../shell.ts';
import { evaluateArithmetic } from './arithmetic/evaluate.ts';
import { expandArithmetic } from './arithmetic-text.ts';
import type { Target } from './target.ts';
import type { Expanding } from './word.ts';

/** `${x:offset:length}`: characters of a string, or elements of a list. */
export function* slice(
  shell: Shell,
  part: ParameterExpansionPart,
  target: Target,
  operation: ParameterSliceOperation,
): Expanding<string | readonly string[]> {
  // Of what is not set, nothing is looked at.
  if (target.value === undefined && target.list === undefined) return '';
  const who = part.index === undefined ? part.parameter : `${part.parameter}[${part.index.text}]`;
  const offset = yield* numberOf(shell, operation.offset, who);
  const length = operation.length === undefined ? undefined : yield* numberOf(shell, operation.length, who);
  const tooShort = () => {
    const text = operation.length?.text.trim() ?? '';
    return new ExpansionFailed(`${text}: substring expression < 0`, false, true);
  };
  if (target.list !== undefined) return sliceList(shell, part, target, offset, length, tooShort);
  const value = target.value ?? '';
  const chars: string | readonly string[] = /[\ud800-\udfff]/.test(value) ? [...value] : value;
  const start = offset < 0 ? chars.length + offset : offset;
  if (start < 0 || start > chars.length) return '';
  const end = length === undefined ? chars.length : length < 0 ? chars.length + length : start + length;
  if (end < start) throw tooShort();
  const piece = chars.slice(start, end);
  return typeof piece === 'string' ? piece : piece.join('');
}

function* numberOf(shell: Shell, word: Word, who: string): Expanding<number> {
  const text = yield* expandArithmetic(shell, word.text, word.pos);
  return Number(evaluateArithmetic(shell, text, who));
}

/** Positional parameters begin with `$0`; arrays go by their subscripts. */
function sliceList(
  shell: Shell,
  part: ParameterExpansionPart,
  target: Target,
  offset: number,
  length: number | undefined,
  tooShort: () => ExpansionFailed,
): readonly string[] {
  const positional = part.parameter === '@' || part.parameter === '*';
  const all: (readonly [string, string])[] = positional
    ? [['0', shell.state.name], ...(target.list ?? [])]
    : [...(target.list ?? [])];
  if (length !== undefined && length < 0) throw tooShort();
  const isNumeric = all.every(([key]) => /^\d+$/.test(key));
  const top = isNumeric ? Number(all.at(-1)?.[0] ?? -1) + 1 : all.length;
  const from = offset < 0 ? top + offset : offset;
  if (from < 0) return [];
  const rest = isNumeric ? all.filter(([key]) => Number(key) >= from) : all.slice(from);
  return rest.slice(0, length ?? rest.length).map(([, value]) => value);
}
