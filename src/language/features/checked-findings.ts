import type { Range } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import type { Edit } from '../finding.ts';
import type { RuleId, Severity } from '../lints/rules.ts';
import { findingsOf, severityOf } from './findings.ts';

/** A finding as plain data, with its cures. Lines and characters count from 0. */
export interface CheckedFinding {
  readonly rule: RuleId;
  readonly severity: Exclude<Severity, 'off'>;
  readonly message: string;
  readonly range: Range;
  readonly related: readonly { readonly range: Range; readonly message: string }[];
  /** The evident cures only: what `fixAll` would apply. */
  readonly fixes: readonly {
    readonly title: string;
    readonly preferred: boolean;
    readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  }[];
}

/** All findings of a lab with the cures worked out. */
export function checkedFindings(lab: Analysis): CheckedFinding[] {
  const edit = ({ range, newText }: Edit) => ({ range: lab.positions.rangeOf(range), newText });
  return findingsOf(lab).map((finding) => ({
    rule: finding.rule,
    severity: severityOf(lab, finding) as CheckedFinding['severity'],
    message: finding.message,
    range: lab.positions.rangeOf(finding.range),
    related: (finding.related ?? []).map(({ range, message }) => ({ range: lab.positions.rangeOf(range), message })),
    fixes: (finding.fixes?.() ?? [])
      .filter((fix) => fix.preferred)
      .map(({ title, preferred, edits }) => ({ title, preferred, edits: edits.map(edit) })),
  }));
}
