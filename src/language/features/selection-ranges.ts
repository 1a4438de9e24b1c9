import { forEachChild, type SyntaxNode } from 'unbash';
import type { Position, SelectionRange } from 'vscode-languageserver-types';
import { parseProgram } from '../../shell/parse.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';

/** For each position what holds it, from the word through commands and compound commands to the whole lab. */
export function selectionRangesAt(lab: Analysis, positions: readonly Position[]): SelectionRange[] {
  const { script } = parseProgram(lab.text);
  return positions.map((position) => {
    const offset = lab.positions.offsetAt(position);
    const held: Origin[] = [{ start: 0, end: lab.text.length }];
    const add = (range: Origin) => {
      const outer = held.at(-1)!;
      const isInside = range.start >= outer.start && range.end <= outer.end && range.end > range.start;
      if (isInside && (range.start !== outer.start || range.end !== outer.end)) held.push(range);
    };
    const visit = (node: SyntaxNode): void =>
      forEachChild(node, (child) => {
        if (child.pos > offset || child.end < offset) return;
        add({ start: child.pos, end: child.end });
        visit(child);
      });
    const line = lab.source.lineRange(lab.source.lineAt(offset));
    visit(script);
    // Outside of all commands, in a comment, the line is what one means.
    if (held.length === 1) add(line);
    return held.reduce<SelectionRange | undefined>(
      (parent, range) => ({ range: lab.positions.rangeOf(range), ...(parent === undefined ? {} : { parent }) }),
      undefined,
    )!;
  });
}
