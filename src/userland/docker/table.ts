import { ClientError } from './complaint.ts';
import { readTemplate } from './template/execute.ts';
import { TemplateError } from './template/parse.ts';

/** A row's fields by the names that `--format` knows. */
export type Row = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Columns of a listing: the field, and its heading. */
export type Columns = readonly (readonly [field: string, heading: string])[];

const LEAST_WIDTH = 10;
const PADDING = 3;

/** Columns side by side, as Go's text/tabwriter aligns them for docker: at least ten wide, three blanks between. */
export function align(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const line of lines)
    line.slice(0, -1).forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? LEAST_WIDTH, cell.length + PADDING);
    });
  return lines
    .map((line) => `${line.map((cell, at) => (at < line.length - 1 ? cell.padEnd(widths[at]!) : cell)).join('')}\n`)
    .join('');
}

/**
 * A listing: as a table by default, or as `--format` says: `table TEMPLATE`, `json`, or a template for each row.
 * `headings` names fields that a template may show besides the columns; `type` is what Docker's own words call a row.
 */
export function list(
  rows: readonly Row[],
  columns: Columns,
  format: string | undefined,
  headings: Row = {},
  type: string = '*formatter.ImageContext',
): string {
  if (format === undefined || format === '' || format === 'table') {
    const lines = rows.map((row) => columns.map(([field]) => String(row[field] ?? '')));
    return align([columns.map(([, heading]) => heading), ...lines]);
  }
  if (format === 'json') return rows.map((row) => `${JSON.stringify(sorted(row))}\n`).join('');
  const isTable = /^table\s/.test(format);
  const text = (isTable ? format.slice(5).trim() : format).replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  try {
    const template = readTemplate(text);
    const lines = rows.map((row) => template.fill(row));
    if (!isTable) return lines.map((line) => `${line}\n`).join('');
    const all: Row = { ...headings, ...Object.fromEntries(columns) };
    const first = template.fill(
      Object.fromEntries(Object.keys(rows[0] ?? all).map((key) => [key, all[key] ?? key.toUpperCase()])),
    );
    return align([first, ...lines].map((line) => line.split('\t')));
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    throw new ClientError(`template parsing error: ${explain(thrown, type)}\n`, 1);
  }
}

/** A template's error about rows, which Docker's own words call `type`. */
export function explain({ message }: TemplateError, type: string): string {
  if (!/executing/.test(message)) return `template: :1: ${message}`;
  return message.replace(/map has no entry for key "(.*)"/, `can't evaluate field $1 in type ${type}`);
}

function sorted(row: Row): Row {
  const texts = Object.entries(row).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}
