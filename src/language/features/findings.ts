import type { Analysis } from '../analysis.ts';
import type { Finding } from '../finding.ts';
import { failuresOf } from '../lints/failures.ts';
import { FAILURE_LINTS, LINTS } from '../lints/index.ts';
import type { Failure } from '../lints/lint.ts';
import { RULES, type Severity } from '../lints/rules.ts';
import { parseDisabled } from '../text/directives.ts';

/** Findings shown of one lab; a loop that fails at every turn fills no screen. */
const LIMIT = 1_000;

const known = new WeakMap<Analysis, readonly Finding[]>();

/** All that the lints find in a lab and nothing disables, in order of place. */
export function findingsOf(lab: Analysis): readonly Finding[] {
  let findings = known.get(lab);
  if (findings === undefined) {
    findings = collect(lab);
    known.set(lab, findings);
  }
  return findings;
}

function collect(lab: Analysis): Finding[] {
  const disabled = parseDisabled(lab.source);
  const seen = new Set<string>();
  const kept: Finding[] = [];
  for (const finding of raw(lab)) {
    const { rule, range, message } = finding;
    // The turns of a loop repeat themselves.
    const key = `${rule}:${range.start}:${range.end}:${message}`;
    if (seen.has(key) || disabled.file.has(rule)) continue;
    seen.add(key);
    if (severityOf(lab, finding) === 'off') continue;
    if (disabled.lines.size > 0 && disabled.lines.get(lab.source.lineAt(range.start))?.has(rule)) continue;
    kept.push(finding);
    if (kept.length >= LIMIT) break;
  }
  return kept.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

function* raw(lab: Analysis): Generator<Finding> {
  for (const failure of failuresOf(lab)) yield explain(failure);
  for (const { rule, check } of LINTS) for (const finding of check(lab)) yield { rule, ...finding };
}

/** The tool's own words, with what the first lint that recognises the failure adds. */
function explain(failure: Failure): Finding {
  const { range, message } = failure;
  const mild = failure.record.exitCode === 0 ? { mild: true } : {};
  for (const { rule, check } of FAILURE_LINTS) {
    for (const added of check(failure)) return { rule, range, message, ...mild, ...added };
  }
  return { rule: 'command-failed', range, message, ...mild };
}

/** The severity of a finding: the setting's, else the rule's. What the tool itself takes lightly is a warning at most. */
export function severityOf({ settings }: Analysis, { rule, mild }: Finding): Severity {
  const own: Severity = RULES[rule];
  return settings.severity[rule] ?? (mild && own === 'error' ? 'warning' : own);
}
