import type { Analysis } from '../analysis.ts';
import type { Finding } from '../finding.ts';
import { failuresOf } from '../lints/failures.ts';
import { FAILURE_LINTS, LINTS } from '../lints/index.ts';
import type { Failure } from '../lints/lint.ts';
import { RULES, type Severity } from '../lints/rules.ts';
import { parseDisabled } from '../text/directives.ts';
import { turnOf } from '../text/expansions.ts';

/** Places shown of one lab. */
const LIMIT = 1_000;
/** Messages at one place, and turns of a loop, that are told of: a loop that fails at every turn fills no screen. */
const MESSAGES = 3;
const TURNS = 4;

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

/** What a rule has to say at one place: each message with the turns of a loop that it is about. */
interface Place {
  readonly first: Finding;
  readonly all: Finding[];
  readonly messages: Map<string, Set<string>>;
}

function collect(lab: Analysis): Finding[] {
  const disabled = parseDisabled(lab.source);
  const places = new Map<string, Place>();
  for (const finding of raw(lab)) {
    const { rule, range, message, record } = finding;
    if (disabled.file.has(rule)) continue;
    const key = `${rule}:${range.start}:${range.end}`;
    const place = places.get(key);
    if (place === undefined) {
      if (severityOf(lab, finding) === 'off') continue;
      if (disabled.lines.size > 0 && disabled.lines.get(lab.source.lineAt(range.start))?.has(rule)) continue;
      if (places.size >= LIMIT) break;
    }
    const { messages, all } = place ?? { messages: new Map<string, Set<string>>(), all: [] as Finding[] };
    // The turns of a loop repeat themselves: one of a kind has all there is to say and to repair.
    if (!messages.has(message)) all.push(finding);
    const turns = messages.get(message) ?? new Set();
    turns.add(record === undefined ? '' : turnOf(lab, record));
    messages.set(message, turns);
    if (place === undefined) places.set(key, { first: finding, all, messages });
  }
  return [...places.values()].map(together).sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** One finding for a place, with what sets the turns apart. */
function together({ first, all, messages }: Place): Finding {
  const said = [...messages].slice(0, MESSAGES).map(([message, turns]) => {
    const known = [...turns].filter((turn) => turn !== '');
    if (known.length === 0) return message;
    const more = known.length > TURNS ? `; ${known.length - TURNS} more` : '';
    return `${message.replace(/\.$/, '')} (${known.slice(0, TURNS).join('; ')}${more})`;
  });
  const message = [...said, ...(messages.size > MESSAGES ? [`and ${messages.size - MESSAGES} more`] : [])].join('; ');
  if (all.length === 1) return { ...first, message };
  const fixes = all.some((each) => each.fixes !== undefined)
    ? { fixes: () => all.flatMap((each) => each.fixes?.() ?? []) }
    : {};
  return { ...first, message, related: all.flatMap((each) => each.related ?? []), ...fixes };
}

function* raw(lab: Analysis): Generator<Finding> {
  for (const failure of failuresOf(lab)) yield explain(failure);
  for (const { rule, check } of LINTS) for (const finding of check(lab)) yield { rule, ...finding };
}

/** The tool's own words, with what the first lint that recognises the failure adds. */
function explain(failure: Failure): Finding {
  const { range, message, record } = failure;
  const mild = record.exitCode === 0 ? { mild: true } : {};
  for (const { rule, check } of FAILURE_LINTS) {
    for (const added of check(failure)) return { rule, range, message, record, ...mild, ...added };
  }
  return { rule: 'command-failed', range, message, record, ...mild };
}

/** The severity of a finding: the setting's, else the rule's. What the tool itself takes lightly is a warning at most. */
export function severityOf({ settings }: Analysis, { rule, mild }: Finding): Severity {
  const own: Severity = RULES[rule];
  return settings.severity[rule] ?? (mild && own === 'error' ? 'warning' : own);
}
