import type { Match } from './matches/index.ts';
import { ringOf } from './matches/recent.ts';
import type { Rule, RuleSpec } from './rule.ts';
import type { NetfilterState } from './state.ts';
import { setsNamed } from './targets/set.ts';

/**
 * What rules share by a name: the lists of `recent` and the buckets of `hashlimit`, which live as long as a rule names
 * them (recent_mt_check, hashlimit_mt_check, and their destroy), and sets, which cannot go as long as one does.
 */

/** A rule came. */
export function acquireNamed(state: NetfilterState, { spec }: Rule): void {
  for (const match of spec.matches) acquireTable(state, match);
  for (const name of setsOf(spec)) countReference(state, name, 1);
}

/** The rule is gone. */
export function releaseNamed(state: NetfilterState, { spec }: Rule): void {
  for (const match of spec.matches) releaseTable(state, match);
  for (const name of setsOf(spec)) countReference(state, name, -1);
}

function setsOf({ matches, target }: RuleSpec): string[] {
  const matched = matches.flatMap((match) => (match.kind === 'set' ? [match.name] : []));
  return target?.kind === 'SET' ? [...matched, ...setsNamed(target)] : matched;
}

function countReference({ sets }: NetfilterState, name: string, change: number): void {
  const set = sets.find((one) => one?.name === name);
  if (set !== undefined) set.references += change;
}

/** False where a table of that name measures rates and the match does not, or the other way round (hashlimit_mt_check_common). */
export function fitsTables({ hashlimits }: NetfilterState, { matches }: RuleSpec): boolean {
  return matches.every((match) => {
    const known = match.kind === 'hashlimit' ? hashlimits.get(match.name)?.config : undefined;
    if (known === undefined || match.kind !== 'hashlimit') return true;
    return (known.window === undefined) === (match.config.window === undefined);
  });
}

/** A rule uses the match's table. */
function acquireTable({ recents, hashlimits }: NetfilterState, match: Match): void {
  if (match.kind === 'recent') {
    const ring = ringOf(match.hitCount);
    const table = recents.get(match.name) ?? { mask: match.mask, users: 0, ring, entries: [] };
    recents.set(match.name, table);
    table.users++;
    if (ring > table.ring) {
      table.ring = ring;
      table.entries = [];
    }
  } else if (match.kind === 'hashlimit') {
    const table = hashlimits.get(match.name) ?? { config: match.config, users: 0, buckets: new Map() };
    hashlimits.set(match.name, table);
    table.users++;
  }
}

/** With the last rule the table goes. */
function releaseTable({ recents, hashlimits }: NetfilterState, match: Match): void {
  const tables = match.kind === 'recent' ? recents : match.kind === 'hashlimit' ? hashlimits : undefined;
  if (tables === undefined || !('name' in match)) return;
  const table = tables.get(match.name);
  if (table !== undefined && --table.users === 0) tables.delete(match.name);
}
