import type { Part, PlacedStatement, Program } from './parse.ts';
import type { Source } from './source.ts';

/** The parts that a program was read in as sources of their own, for statements that come one after the other. */
export class PartSources {
  private part: Part | undefined;
  private source: Source;

  constructor(
    private readonly program: Program,
    private readonly whole: Source,
  ) {
    this.source = whole;
  }

  of({ part }: PlacedStatement): Source {
    if (part !== this.part) {
      this.part = part;
      this.source = part.text === this.program.text ? this.whole : this.whole.part(part);
    }
    return this.source;
  }
}
