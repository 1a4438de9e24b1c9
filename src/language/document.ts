import type { Position, Range } from 'vscode-languageserver-types';
import type { Source } from '../lab/source.ts';
import type { Origin } from '../userland/process.ts';

/** A lab as an editor holds it. Two documents with the same uri and version have the same text. */
export interface LabDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** Makes a document, mostly for tests and the terminal. */
export function labDocument(text: string, uri = 'file:///lab.netlab', version = 1): LabDocument {
  return { uri, version, text };
}

/** The name a run gives the script, as bash would print it: the last part of the uri's path. */
export function nameOf(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last) || 'lab.netlab';
  } catch {
    return last;
  }
}

/** Offsets to the positions of the Language Server Protocol and back. Both count UTF-16 units. */
export class Positions {
  constructor(readonly source: Source) {}

  positionAt(offset: number): Position {
    const { line, column } = this.source.placeOf(Math.min(Math.max(offset, 0), this.source.text.length));
    return { line: line - 1, character: column - 1 };
  }

  rangeOf(origin: Origin): Range {
    return { start: this.positionAt(origin.start), end: this.positionAt(origin.end) };
  }

  /** Positions outside the text mean the nearest place inside, as the protocol wants. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const { start, end } = this.source.lineRange(line);
    return Math.min(start + Math.max(character, 0), end);
  }

  originOf({ start, end }: Range): Origin {
    return { start: this.offsetAt(start), end: this.offsetAt(end) };
  }
}
