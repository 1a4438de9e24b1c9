import type { Match } from './matches/index.ts';
import { ringOf } from './matches/recent.ts';
import type { NetfilterState } from './state.ts';

/**
 * Tables that matches share by a name: the lists of `recent` and the buckets of `hashlimit`. They live as long as a rule
 * names them (recent_mt_check, hashlimit_mt_check, and their destroy).
 */

/** A rule came that uses the match's table. */
export function acquireTable({ recents, hashlimits }: NetfilterState, match: Match): void {
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

/** The rule is gone, and with the last one the table. */
export function releaseTable({ recents, hashlimits }: NetfilterState, match: Match): void {
  const tables = match.kind === 'recent' ? recents : match.kind === 'hashlimit' ? hashlimits : undefined;
  if (tables === undefined || !('name' in match)) return;
  const table = tables.get(match.name);
  if (table !== undefined && --table.users === 0) tables.delete(match.name);
}
