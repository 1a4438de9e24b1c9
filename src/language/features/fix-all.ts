import type { NetlabSettings } from '../../protocol/requests.ts';
import { Analysis } from '../analysis.ts';
import type { LabDocument } from '../document.ts';
import type { Edit } from '../finding.ts';
import { findingsOf } from './findings.ts';

/** Rounds of repairs: a fix can uncover the next mistake on the same line. */
const ROUNDS = 25;

/** The text after every evident cure was applied, again and again until none is left. */
export function fixAll(document: LabDocument, settings: NetlabSettings, first?: Analysis): string {
  let lab = first ?? new Analysis(document, settings);
  const seen = new Set<string>([lab.text]);
  for (let round = 0; round < ROUNDS; round++) {
    const edits = preferredEdits(lab);
    if (edits.length === 0) return lab.text;
    const text = applyEdits(lab.text, edits);
    // Two cures that undo each other would go on for ever.
    if (seen.has(text)) return lab.text;
    seen.add(text);
    lab = new Analysis({ ...document, text }, settings);
  }
  return lab.text;
}

/** The edits of preferred fixes that do not get into each other's way, the first finding's first. */
function preferredEdits(lab: Analysis): Edit[] {
  const chosen: Edit[] = [];
  for (const finding of findingsOf(lab)) {
    const fix = finding.fixes?.().find((each) => each.preferred);
    if (fix === undefined) continue;
    const fresh = fix.edits.filter((edit) => !chosen.some((each) => same(each, edit)));
    if (fresh.some((edit) => chosen.some((each) => overlap(each, edit)))) continue;
    chosen.push(...fresh);
  }
  return chosen;
}

function same(a: Edit, b: Edit): boolean {
  return a.range.start === b.range.start && a.range.end === b.range.end && a.newText === b.newText;
}

function overlap(a: Edit, b: Edit): boolean {
  if (a.range.start === b.range.start) return true;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

/** Applies edits that do not overlap. Those at the same place go in their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  let result = '';
  let at = 0;
  for (const { range, newText } of sorted) {
    result += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return result + text.slice(at);
}
