import type { Diagnostic } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import type { Finding } from '../finding.ts';
import type { RuleId, Severity } from '../lints/rules.ts';
import { findingsOf, severityOf } from './findings.ts';

/** DiagnosticSeverity of the protocol. */
const SEVERITY: Record<Exclude<Severity, 'off'>, 1 | 2 | 3 | 4> = { error: 1, warning: 2, information: 3, hint: 4 };

/** Where the page about a rule is published. */
const MANUAL = 'https://github.com/netlab/netlab/blob/main/docs/lints/';

/** The page about a rule. */
export function manualPage(rule: RuleId): string {
  return `${MANUAL}${rule}.md`;
}

/** What the editor underlines. */
export function diagnosticsOf(lab: Analysis): Diagnostic[] {
  return findingsOf(lab).map((finding) => diagnosticOf(lab, finding));
}

/** A finding as the protocol has it. */
export function diagnosticOf(lab: Analysis, finding: Finding): Diagnostic {
  const { rule, message, related = [] } = finding;
  const severity = severityOf(lab, finding);
  return {
    range: lab.positions.rangeOf(visible(lab, finding.range)),
    severity: SEVERITY[severity === 'off' ? 'hint' : severity],
    code: rule,
    codeDescription: { href: manualPage(rule) },
    source: 'netlab',
    message,
    relatedInformation: related.map((each) => ({
      location: { uri: lab.document.uri, range: lab.positions.rangeOf(each.range) },
      message: each.message,
    })),
  };
}

/** An empty range or one over many lines shows badly: the first line of it, at least one character. */
function visible({ source, text }: Analysis, range: Finding['range']): Finding['range'] {
  const line = source.lineRange(source.lineAt(range.start));
  const end = range.end > line.end && range.start < line.end ? line.end : range.end;
  if (end > range.start) return { start: range.start, end };
  return range.start > 0 && range.start >= text.length
    ? { start: range.start - 1, end: range.start }
    : { start: range.start, end: Math.min(range.start + 1, text.length) };
}
