import { forEachChild, type SyntaxNode } from 'unbash';
import type { Position, SelectionRange } from 'vscode-languageserver-types';
import { parseLab } from '../../shell/parse.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';

/** For each position what holds it, from the word through commands and compound commands to the whole lab. */
export function selectionRangesAt(lab: Analysis, positions: readonly Position[]): SelectionRange[] {
  const { read } = parseLab(lab.text);
  return positions.map((position) => {
    const offset = lab.positions.offsetAt(position);
    const held: Origin[] = [{ start: 0, end: lab.text.length }];
    const add = (range: Origin) => {
      const outer = held.at(-1)!;
      const isInside = range.start >= outer.start && range.end <= outer.end && range.end > range.start;
      if (isInside && (range.start !== outer.start || range.end !== outer.end)) held.push(range);
    };
    const visit = (node: SyntaxNode, by: number): void => {
      const range = { start: node.pos + by, end: node.end + by };
      if (range.start > offset || range.end < offset) return;
      add(range);
      forEachChild(node, (child) => visit(child, by));
    };
    const line = lab.source.lineRange(lab.source.lineAt(offset));
    for (const { node, part } of read) visit(node, part.by);
    // Outside of all commands, in a comment, the line is what one means.
    if (held.length === 1) add(line);
    return held.reduce<SelectionRange | undefined>(
      (parent, range) => ({ range: lab.positions.rangeOf(range), ...(parent === undefined ? {} : { parent }) }),
      undefined,
    )!;
  });
}
