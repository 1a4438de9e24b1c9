import {
  type Command,
  type CommandExpansionPart,
  forEachChild,
  type Statement,
  type SyntaxNode,
  type Word,
} from 'unbash';
import type { Origin } from '../userland/process.ts';
import { Source } from './source.ts';

/** A word at `[start, end)` and what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A part `[start, end)` of a text with its aliases expanded (bash manual, "Aliases"); undefined when none of the commands
 * that `statements` are made of is one.
 */
export function expandAliases(
  source: Source,
  statements: readonly Statement[],
  [start, end]: readonly [number, number],
  aliases: ReadonlyMap<string, string>,
): Source | undefined {
  const edits: Edit[] = [];
  for (const statement of statements) collect(source.text, statement, 0, aliases, edits);
  if (edits.length === 0) return undefined;
  edits.sort((a, b) => a.start - b.start);
  return new AliasedSource(source, start, end, edits);
}

function collect(text: string, node: SyntaxNode, base: number, aliases: ReadonlyMap<string, string>, edits: Edit[]) {
  if (node.type === 'Command') addEdits(text, node as Command, base, aliases, edits);
  if (node.type === 'CommandExpansion') {
    const { script, pos, text: written } = node as CommandExpansionPart;
    // A text of its own has the offsets of what stands between the parentheses.
    const inner = script?.source === undefined ? base : base + pos + (written.startsWith('$') ? 2 : 1);
    if (script !== undefined) for (const each of script.commands) collect(text, each, inner, aliases, edits);
    return;
  }
  forEachChild(node, (child) => collect(text, child, base, aliases, edits));
}

function addEdits(
  text: string,
  { name, suffix }: Command,
  base: number,
  aliases: ReadonlyMap<string, string>,
  edits: Edit[],
): void {
  for (const word of [name, ...suffix]) {
    const value = word?.type === 'Word' ? aliasAt(text, word, base, aliases) : undefined;
    if (word === undefined || value === undefined) return;
    edits.push({ start: base + word.pos, end: base + word.end, text: value });
    // Behind an alias that ends with a blank, the next word is looked up as well.
    if (!/[ \t]$/.test(value)) return;
  }
}

function aliasAt(text: string, word: Word, base: number, aliases: ReadonlyMap<string, string>): string | undefined {
  const written = text.slice(base + word.pos, base + word.end);
  return aliases.has(written) ? aliasValue(written, aliases) : undefined;
}

/** The value of an alias, whose first word may be another one. */
function aliasValue(name: string, aliases: ReadonlyMap<string, string>): string {
  const seen = new Set([name]);
  let value = aliases.get(name) as string;
  for (;;) {
    const first = /^[^\s;|&()<>"'\\$`]+/.exec(value)?.[0];
    if (first === undefined || seen.has(first) || !aliases.has(first)) return value;
    seen.add(first);
    value = aliases.get(first) + value.slice(first.length);
  }
}

/** The text with its aliases expanded, which knows where each part of it was written. */
class AliasedSource extends Source {
  constructor(
    private readonly written: Source,
    private readonly from: number,
    to: number,
    private readonly edits: readonly Edit[],
  ) {
    const { prefix, file, reader } = written;
    super(edited(written.text, from, to, edits), undefined, undefined, written.lineAt(from), prefix, file, reader);
  }

  override origin(start: number, end: number): Origin | undefined {
    return this.written.origin(this.#place(start, false), this.#place(end, true));
  }

  /** Where an offset of this text stands in the one that was written; inside an alias, an end of its word. */
  #place(offset: number, isEnd: boolean): number {
    let shift = this.from;
    for (const { start, end, text } of this.edits) {
      const at = start - shift;
      if (offset < at || (isEnd && offset === at)) break;
      if (offset < at + text.length || (isEnd && offset === at + text.length)) return isEnd ? end : start;
      shift += end - start - text.length;
    }
    return offset + shift;
  }
}

function edited(text: string, from: number, to: number, edits: readonly Edit[]): string {
  let result = '';
  let at = from;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, to);
}
