import type { LabRun } from '../../lab/run.ts';
import type { NamespaceScene, RowScene } from '../../protocol/scene.ts';
import { contextOf } from './context.ts';
import { senderOf } from './journey.ts';
import { tablesOf } from './tables.ts';

/**
 * The tables as of a hop of the packets that a command (by its place in the run) sent; `order` is the hop's. What the hop changed is marked:
 * rows that were not there, or read otherwise, when the hop before was reported.
 */
export function tablesAt(run: LabRun, command: number, order: number): NamespaceScene[] {
  const record = senderOf({ run, record: run.commands[command] });
  if (record === undefined) return [];
  const at = (event: number) => {
    const kernel = event < 0 ? run.kernelAfter(record.index - 1) : run.kernelAt(record.index, event);
    return tablesOf(contextOf(run, record, kernel));
  };
  const before = new Map(
    at(order - 1).flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.map((row) => [row.id, readingOf(row)]))),
  );
  return at(order).map((namespace) => ({
    ...namespace,
    tables: namespace.tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({ ...row, changed: before.get(row.id) !== readingOf(row) })),
    })),
  }));
}

const readingOf = ({ cells }: RowScene) => cells.join('\t');
