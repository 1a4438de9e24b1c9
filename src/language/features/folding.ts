import type { FoldingRange } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';

/** Compound commands, here-documents, and blocks of comment lines. */
export function foldingRangesOf({ script, source }: Analysis): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  for (const { range } of script.folds) {
    const startLine = source.lineAt(range.start);
    // The closing word stays in sight.
    const endLine = source.lineAt(range.end) - 1;
    if (endLine > startLine) ranges.push({ startLine, endLine });
  }
  let first: number | undefined;
  for (let line = 0; line <= source.lineCount; line++) {
    if (line < source.lineCount && source.line(line).trimStart().startsWith('#')) {
      first ??= line;
      continue;
    }
    if (first !== undefined && line - 1 > first) ranges.push({ startLine: first, endLine: line - 1, kind: 'comment' });
    first = undefined;
  }
  return ranges;
}
