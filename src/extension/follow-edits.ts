/** An edit, as VS Code reports it: lines from 0, the range in the text before the edit. */
export interface Edit {
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly text: string;
}

/**
 * Where a line has gone after edits: it moves with the lines that came or went above it. A line inside a replaced range
 * goes to the range's start.
 */
export function lineAfter(line: number, edits: readonly Edit[]): number {
  let moved = line;
  for (const { range, text } of edits) {
    const added = text.split('\n').length - 1;
    if (range.end.line < line || (range.end.line === line && range.start.line < line && added > 0)) {
      moved += added - (range.end.line - range.start.line);
    } else if (range.start.line < line && range.end.line >= line) {
      moved = range.start.line;
    }
  }
  return Math.max(0, moved);
}
