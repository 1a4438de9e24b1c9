import type { CodeAction, Range, TextEdit } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import type { Edit, Finding, Fix } from '../finding.ts';
import type { RuleId } from '../lints/rules.ts';
import { diagnosticOf } from './diagnostics.ts';
import { findingsOf } from './findings.ts';

/** The kind of the action that repairs all that has an evident cure. */
export const FIX_ALL = 'source.fixAll.netlab';

/** The quick fixes for what was found in a range, and the ways to silence it. */
export function codeActionsOf(lab: Analysis, range: Range): CodeAction[] {
  const { start, end } = lab.positions.originOf(range);
  const touched = findingsOf(lab).filter((finding) => finding.range.start <= end && start <= finding.range.end);
  const fixes = touched.flatMap((finding) => (finding.fixes?.() ?? []).map((fix) => ({ finding, fix })));
  const actions = unique(fixes.map(({ finding, fix }) => quickFix(lab, finding, fix)));
  actions.sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
  const rules = [...new Set(touched.map(({ rule }) => rule))];
  for (const rule of rules) {
    const finding = touched.find((each) => each.rule === rule)!;
    actions.push(...silence(lab, finding, rule));
  }
  return actions;
}

function quickFix(lab: Analysis, finding: Finding, { title, edits, preferred }: Fix): CodeAction {
  return {
    title,
    kind: 'quickfix',
    diagnostics: [diagnosticOf(lab, finding)],
    isPreferred: preferred,
    edit: { changes: { [lab.document.uri]: textEdits(lab, edits) } },
  };
}

/** Edits as the protocol has them. */
export function textEdits(lab: Analysis, edits: readonly Edit[]): TextEdit[] {
  return edits.map(({ range, newText }) => ({ range: lab.positions.rangeOf(range), newText }));
}

/** `# netlab: disable=` behind the line, or at the top for the whole file. */
function silence(lab: Analysis, finding: Finding, rule: RuleId): CodeAction[] {
  const { source } = lab;
  const { end } = source.lineRange(source.lineAt(finding.range.start));
  const top = lab.text.startsWith('#!') ? source.lineRange(1).start : 0;
  const comment = `# netlab: disable=${rule}`;
  const base = { kind: 'quickfix', diagnostics: [diagnosticOf(lab, finding)] };
  const edit = (at: number, newText: string) => ({
    changes: { [lab.document.uri]: textEdits(lab, [{ range: { start: at, end: at }, newText }]) },
  });
  // A comment behind a continued line would end it.
  const continued = lab.text[end - 1] === '\\';
  return [
    ...(continued ? [] : [{ ...base, title: `Disable ${rule} for this line`, edit: edit(end, ` ${comment}`) }]),
    { ...base, title: `Disable ${rule} for this file`, edit: edit(top, `${comment}\n`) },
  ];
}

/** Two findings may have the same cure. */
function unique(actions: readonly CodeAction[]): CodeAction[] {
  const byEdit = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = JSON.stringify(action.edit);
    const known = byEdit.get(key);
    if (known === undefined) byEdit.set(key, action);
    else known.diagnostics?.push(...(action.diagnostics ?? []));
  }
  return [...byEdit.values()];
}
