import { type ArithmeticExpansionPart, parse, type WordPart } from 'unbash';
import type { Shell } from '../shell.ts';
import { Source } from '../source.ts';
import { TextSink } from './sink.ts';
import { type Expanding, expandPart } from './word.ts';

/** An expression before expansion: its text, and the parts where it has any. */
interface Expression {
  readonly text: string;
  readonly parts: readonly WordPart[] | undefined;
  /** What the parts' offsets refer to, and how much of it stands before the expression. */
  readonly wrapped: string;
}

const PREFIX = ': <<E\n';
const cache = new Map<string, Expression>();

/** The text of `$((…))` or `$[…]` after the expansions inside it. */
export function* arithmeticText(shell: Shell, part: ArithmeticExpansionPart): Expanding<string> {
  const from = part.text.startsWith('$((') ? 3 : 2;
  const inner = part.text.slice(from, part.text.length - from + 1);
  return yield* expandArithmetic(shell, inner, part.pos + from);
}

/**
 * Expands the text of an arithmetic expression as if it were in double quotes (bash manual, "Arithmetic Expansion"). `at`
 * is its offset in the shell's current source.
 */
export function* expandArithmetic(shell: Shell, text: string, at: number): Expanding<string> {
  if (!/[$`"'\\]/.test(text)) return text;
  const expression = read(text);
  if (expression.parts === undefined) return expression.text;
  const outer = shell.source;
  const base = outer.base === undefined ? undefined : outer.base + at - PREFIX.length;
  shell.source = new Source(expression.wrapped, base, outer.whole, outer.lineAt(at) - 1, outer.prefix, outer.file);
  const sink = new TextSink();
  const { position } = shell;
  shell.position = PREFIX.length;
  try {
    for (const part of expression.parts) {
      // Double quotes vanish where they were written.
      if (part.type === 'Literal') sink.quoted(part.value.replaceAll('"', ''));
      else yield* expandPart(shell, part, sink, true);
    }
  } finally {
    shell.source = outer;
    shell.position = position;
  }
  return sink.text;
}

/** A here-document's body is read by the same rules as an arithmetic expression. */
function read(text: string): Expression {
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (cache.size > 1_000) cache.clear();
  const wrapped = `${PREFIX}${text}\nE\n`;
  const command = parse(wrapped).commands[0]?.command;
  const document = command?.type === 'Command' ? command.redirects[0] : undefined;
  const parts = document?.type === 'HereDoc' ? document.body.parts : undefined;
  const plain = text.replaceAll('"', '').replaceAll('\\\n', '');
  const expression = { text: plain, parts: parts === undefined ? undefined : withoutLastNewline(parts), wrapped };
  cache.set(text, expression);
  return expression;
}

function withoutLastNewline(parts: readonly WordPart[]): readonly WordPart[] {
  const last = parts[parts.length - 1];
  if (last?.type !== 'Literal' || !last.value.endsWith('\n')) return parts;
  const trimmed = { ...last, value: last.value.slice(0, -1), text: last.text.slice(0, -1) };
  return [...parts.slice(0, -1), trimmed];
}
