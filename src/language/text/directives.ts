import type { Source } from '../../lab/source.ts';
import type { Origin } from '../../userland/process.ts';
import { isRuleId, type RuleId } from '../lints/rules.ts';

const DISABLE = /(^|[ \t])#[ \t]*netlab:[ \t]*disable=([^\n\r]*)/gm;

/** Which findings the comments `# netlab: disable=rule-id[,rule-id]` of a lab suppress. */
export interface Disabled {
  readonly file: ReadonlySet<string>;
  readonly lines: ReadonlyMap<number, ReadonlySet<string>>;
  /** Names that are no rule's. */
  readonly unknown: readonly { readonly name: string; readonly range: Origin }[];
}

/** Reads the directives. One behind a command counts for its line, one on a line of its own for the file. */
export function parseDisabled(source: Source): Disabled {
  const file = new Set<RuleId>();
  const lines = new Map<number, Set<RuleId>>();
  const unknown: { name: string; range: Origin }[] = [];
  for (const match of source.text.matchAll(DISABLE)) {
    const names = match[2]!;
    const line = source.lineAt(match.index + match[1]!.length);
    const alone = source.line(line).trimStart().startsWith('#');
    const into = alone ? file : (lines.get(line) ?? new Set<RuleId>());
    if (!alone) lines.set(line, into);
    let start = match.index + match[0].length - names.length;
    for (const part of names.split(',')) {
      const name = part.trim().split(/\s/)[0] ?? '';
      const at = start + part.indexOf(name);
      if (isRuleId(name)) into.add(name);
      else if (name !== '') unknown.push({ name, range: { start: at, end: at + name.length } });
      start += part.length + 1;
    }
  }
  return { file, lines, unknown };
}
