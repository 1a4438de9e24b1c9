/** A column of ss: its head, and what stands between it and the one before. */
interface Column {
  readonly head: string;
  readonly delimiter: string;
  readonly alignsRight?: boolean;
}

const COLUMNS: readonly Column[] = [
  { head: 'Netid', delimiter: '' },
  { head: 'State', delimiter: ' ' },
  { head: 'Recv-Q', delimiter: ' ' },
  { head: 'Send-Q', delimiter: ' ' },
  { head: 'Local Address:', delimiter: ' ', alignsRight: true },
  { head: 'Port', delimiter: '' },
  { head: 'Peer Address:', delimiter: ' ', alignsRight: true },
  { head: 'Port', delimiter: '' },
  { head: 'Process', delimiter: '' },
];

/** A line: the text of each column. */
export interface Row {
  readonly cells: readonly string[];
}

/**
 * Lays out the lines (ss's render): each column is as wide as its widest text, but the last text of all is not measured.
 * `hidden` are columns to leave out.
 */
export function layOut(rows: readonly Row[], hidden: ReadonlySet<number>, headed: boolean): string {
  const all: readonly Row[] = headed ? [{ cells: COLUMNS.map(({ head }) => head) }, ...rows] : rows;
  const shown = COLUMNS.map((_, at) => at).filter((at) => !hidden.has(at));
  const last = COLUMNS.length - 1;
  const widths = COLUMNS.map((_, at) =>
    Math.max(
      0,
      ...(at === last && rows.length > 0 ? all.slice(0, -1) : all).map(({ cells }) => cells[at]?.length ?? 0),
    ),
  );
  return all
    .map(({ cells }) => {
      const line = shown.map((at, place) => {
        const { delimiter, alignsRight } = COLUMNS[at]!;
        const text = cells[at] ?? '';
        const cell = alignsRight ? text.padStart(widths[at]!) : text.padEnd(widths[at]!);
        return (place === 0 ? '' : delimiter) + cell;
      });
      return `${line.join('')}\n`;
    })
    .join('');
}
