import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import type { Edit } from '../finding.ts';

/** Removes a command, with its line where nothing else stands on it. */
export function removeCommand({ source, text }: Analysis, { range }: CommandRecord): Edit {
  const { start, end } = source.lineRange(source.lineAt(range.start));
  const alone = text.slice(start, range.start).trim() === '' && text.slice(range.end, end).trim() === '';
  if (!alone) return { range, newText: ':' };
  const next = source.lineRange(source.lineAt(start) + 1).start;
  return { range: { start, end: Math.max(next, end) }, newText: '' };
}
