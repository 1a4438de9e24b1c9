import type { Process } from '../process.ts';
import type { Span } from './scanner.ts';

/** A text that nft reads: its command line, or a file. */
export interface Source {
  /** The file's name as nft says it; undefined for the command line. */
  readonly file: string | undefined;
  readonly text: string;
  /** For the command line: where each of its words stands, with its place in the process's `argv`. */
  readonly words?: readonly { readonly start: number; readonly index: number }[];
}

/** Something wrong with a source: what, where, and other places that it has to do with. */
export class Mistake {
  constructor(
    readonly text: string,
    readonly span: Span,
    readonly others: readonly Span[] = [],
  ) {}
}

/** Writes a mistake as nft does: the message, its line, and marks below (erec_print). */
export function report(process: Process, source: Source, { text, span, others }: Mistake): void {
  const { text: whole } = source;
  // The end is the beginning of a line that does not exist; the one before is shown.
  const isEnd = span.start >= whole.length;
  const shown = isEnd ? Math.max(whole.length - 1, 0) : span.start;
  const lineStart = whole.lastIndexOf('\n', shown - 1) + 1;
  const lineEnd = whole.indexOf('\n', shown);
  const line = whole.slice(lineStart, lineEnd < 0 ? whole.length : lineEnd);
  const number = whole.slice(0, lineStart).split('\n').length + (isEnd ? 1 : 0);
  const first = isEnd ? 1 : span.start - lineStart + 1;
  const end = isEnd ? 1 : Math.max(span.end - lineStart, first);
  const place = source.file === undefined ? '' : `${source.file}:${number}:${first}-${end}: `;
  const blame = source.words?.findLast(({ start }) => start <= span.start);
  if (blame !== undefined) process.blame(blame.index);
  const own = isEnd ? { start: lineStart, end: lineStart } : span;
  process.stderr.write(`${place}Error: ${text}\n${line}\n${marks(line, lineStart, own, others)}\n`);
}

/** Carets below the place, waves below the others; tabs stay tabs, so that both lines agree. */
function marks(line: string, lineStart: number, span: Span, others: readonly Span[]): string {
  const below: string[] = [];
  const draw = ({ start, end }: Span, mark: string) => {
    for (let i = start - lineStart; i < Math.max(end, start + 1) - lineStart && i <= line.length; i++) below[i] = mark;
  };
  for (const other of others) draw(other, '~');
  draw(span, '^');
  return Array.from(below, (mark, i) => mark ?? (line[i] === '\t' ? '\t' : ' ')).join('');
}
