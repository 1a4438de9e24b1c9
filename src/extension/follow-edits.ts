interface Place {
  readonly line: number;
  readonly character: number;
}

/** An edit, as VS Code reports it: lines and characters from 0, the range in the text before the edit. */
export interface Edit {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

/** Where a line has gone after edits: it moves with the lines that came or went above it. */
export function lineAfter(line: number, edits: readonly Edit[]): number {
  let after = line;
  for (const { range, text } of edits) {
    const { start, end } = range;
    const added = text.split('\n').length - 1;
    const pushedDown = start.line === line && end.line === line && end.character === 0;
    if (pushedDown || (start.line < line && end.line <= line)) after += added - (end.line - start.line);
    // The line's beginning is gone: what is left of it hangs on the line where the edit began.
    else if (start.line < line && end.line > line) after = start.line;
  }
  return after;
}
