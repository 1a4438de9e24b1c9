import { forEachChild, parse, type Statement, type SyntaxNode } from 'unbash';
import type { Origin } from '../userland/process.ts';
import { CommandPrinter } from './command-text.ts';
import { Source } from './source.ts';

/** A node's offset in the text as written, and its line, from 0 on, in the text that bash runs. */
interface Place {
  readonly pos: number;
  readonly end: number;
  readonly line: number;
}

/**
 * The text of `$(…)`, `<(…)` or `>(…)`. bash runs these not as they were written but as it prints what it has read:
 * without blank lines and comments, and with a line for each part of a compound command. The lines are counted from that
 * of the command around it.
 */
export class SubstitutionSource extends Source {
  #places: readonly Place[] | undefined;

  /** `text` is what the offsets of the statements refer to; `origin` tells where they stand in the lab. */
  constructor(
    text: string,
    private readonly statements: readonly Statement[],
    private readonly outer: Source,
    first: number,
    private readonly whole_: Origin | undefined,
  ) {
    super(text, undefined, whole_, first, outer.prefix, outer.file);
  }

  override lineAt(offset: number): number {
    this.#places ??= this.#placesOf();
    let found: Place | undefined;
    for (const place of this.#places) if (place.pos <= offset && place.pos >= (found?.pos ?? 0)) found = place;
    if (found === undefined) return this.firstLine;
    const within = offset < found.end ? this.text.slice(found.pos, offset).split('\n').length - 1 : 0;
    return this.firstLine + found.line + within;
  }

  override origin(start: number, end: number): Origin | undefined {
    return this.whole_ ?? this.outer.origin(start, end);
  }

  /** Commands and words, held against those of the text that bash prints. */
  #placesOf(): readonly Place[] {
    const printed = new CommandPrinter(this.text, 'script').statements(this.statements);
    const written = this.statements.flatMap(nodesOf);
    const run = parse(printed).commands.flatMap(nodesOf);
    return written.map(({ pos, end, type }, at) => ({
      pos,
      // Only words hold newlines of their own.
      end: type === 'Word' || type === 'Assignment' ? end : pos,
      line: printed.slice(0, run[at]?.pos ?? 0).split('\n').length - 1,
    }));
  }
}

/** The text between backquotes, which bash runs as it was written, from the line of the command around it on. */
export class BackquotedSource extends Source {
  /** `start` is where it begins in the text of `outer`. */
  constructor(
    private readonly outer: Source,
    private readonly start: number,
    first: number,
  ) {
    super(outer.text, outer.base, outer.whole, first, outer.prefix, outer.file);
  }

  override lineAt(offset: number): number {
    return this.firstLine + this.outer.lineAt(offset) - this.outer.lineAt(this.start);
  }

  override origin(start: number, end: number): Origin | undefined {
    return this.outer.origin(start, end);
  }
}

function nodesOf(node: SyntaxNode): SyntaxNode[] {
  const nodes = [node];
  if (node.type === 'Word' || node.type === 'Assignment' || node.type === 'HereDoc') return nodes;
  forEachChild(node, (child) => {
    nodes.push(...nodesOf(child));
  });
  return nodes;
}
