import type { FixScene } from '../../protocol/scene.ts';
import type { Analysis } from '../analysis.ts';
import { textEdits } from '../features/code-actions.ts';
import { findingsOf } from '../features/findings.ts';
import type { Finding } from '../finding.ts';

/** Fixes offered at most: a panel is no list of everything that could be done. */
const MOST = 3;

/**
 * The cures of what is wrong on a line (from 0), the evident ones first, each once. `elsewhere` is what else may have to do
 * with it: the lines that decided about a packet that was lost. Cures of those come next, then of the rest of the lab.
 */
export function fixesOn(lab: Analysis, line: number, elsewhere: readonly number[] | undefined): FixScene[] {
  const linesOf = ({ range, related = [] }: Finding) =>
    [range, ...related.map((other) => other.range)].map(({ start }) => lab.source.lineAt(start));
  const distance = (finding: Finding) => {
    const lines = linesOf(finding);
    if (lines.includes(line)) return 0;
    return elsewhere !== undefined && lines.some((each) => elsewhere.includes(each)) ? 1 : 2;
  };
  const near = findingsOf(lab)
    .map((finding) => ({ finding, distance: distance(finding) }))
    .filter((each) => each.distance === 0 || elsewhere !== undefined)
    .sort((a, b) => a.distance - b.distance);
  // Two findings may have one cure, at different places of the text: what is called alike is offered once.
  const byTitle = new Map<string, FixScene>();
  for (const { finding } of near) {
    if (byTitle.size >= MOST) break;
    const fixes = [...(finding.fixes?.() ?? [])].sort((a, b) => Number(b.preferred) - Number(a.preferred));
    for (const { title, edits } of fixes) {
      if (byTitle.has(title)) continue;
      byTitle.set(title, { title, message: finding.message, edits: textEdits(lab, edits) });
    }
  }
  return [...byTitle.values()].slice(0, MOST);
}
