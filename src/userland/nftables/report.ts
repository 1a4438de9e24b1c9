import type { Process } from '../process.ts';
import type { Span } from './scanner.ts';
import type { Included } from './token-stream.ts';

/** A text that nft reads: its command line, or a file. */
export interface Source {
  /** The file's name as nft says it; undefined for the command line. */
  readonly file: string | undefined;
  readonly text: string;
  /** For the command line: where each of its words stands, with its place in the process's `argv`. */
  readonly words?: readonly { readonly start: number; readonly index: number }[];
  /** The files that it includes. */
  readonly included?: readonly Included[];
}

/** Something wrong with a source: what, where, and other places that it has to do with. */
export class Mistake {
  constructor(
    readonly text: string,
    readonly span: Span,
    readonly others: readonly Span[] = [],
    /** What is told right after it. */
    readonly next?: Mistake,
  ) {}
}

/** Writes a mistake as nft does: the message, its line, and marks below (erec_print). */
export function report(process: Process, source: Source, mistake: Mistake): void {
  reportOne(process, source, mistake);
  if (mistake.next !== undefined) report(process, source, mistake.next);
}

function reportOne(process: Process, source: Source, mistake: Mistake): void {
  const within = includedAt(source, mistake.span);
  if (within === undefined) return reportIn(process, source, mistake);
  const { file, text, start } = within;
  const moved = (span: Span) => ({ start: span.start - start, end: span.end - start });
  process.stderr.write(includedFrom(source, within));
  reportIn(process, { file, text }, new Mistake(mistake.text, moved(mistake.span), mistake.others.map(moved)));
}

function includedAt({ included = [] }: Source, { start }: Span): Included | undefined {
  return included.findLast((each) => start >= each.start && start <= each.start + each.text.length);
}

/** The statements that led to a file, the last one first. */
function includedFrom(source: Source, within: Included): string {
  const lines: string[] = [];
  for (let at: Included | undefined = within; at !== undefined; ) {
    const { by }: Included = at;
    const outer = includedAt(source, by);
    const [file, text, start] =
      outer === undefined ? [source.file, source.text, 0] : [outer.file, outer.text, outer.start];
    lines.push(placeIn(file, text, by.start - start, by.end - start));
    at = outer;
  }
  return lines.map((line, i) => `${i === 0 ? 'In file included from' : '                 from'} ${line}:\n`).join('');
}

/** `FILE:LINE:FIRST-LAST`. */
function placeIn(file: string | undefined, text: string, start: number, end: number): string {
  const before = text.slice(0, start).split('\n');
  const column = before.at(-1)!.length;
  return `${file}:${before.length}:${column + 1}-${column + end - start}`;
}

function reportIn(process: Process, source: Source, { text, span, others }: Mistake): void {
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
