import type { TableScene } from '../../src/protocol/scene.ts';

/** A table as it is laid out beside others of its kind. */
export interface ShapedTable extends TableScene {
  /** Width of each column, in characters: that of its longest cell in any of the tables. */
  readonly widths: readonly number[];
}

/** Leaves out columns in which no table says anything, and gives tables with the same columns the same widths. */
export function shapeTables(tables: readonly TableScene[]): ShapedTable[] {
  return tables.map((table) => {
    const alike = tables.filter(({ columns }) => columns.join() === table.columns.join());
    const rows = alike.flatMap((each) => each.rows);
    const widthOf = (column: number) => Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0));
    const widths = table.columns.map((_, column) => widthOf(column));
    const kept = <T>(list: readonly T[]) => list.filter((_, column) => rows.length === 0 || widths[column] !== 0);
    return {
      ...table,
      columns: kept(table.columns),
      rows: table.rows.map((row) => ({ ...row, cells: kept(row.cells) })),
      widths: kept(widths),
    };
  });
}
