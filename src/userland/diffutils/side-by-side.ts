import { countOf, type Lines } from './groups.ts';
import type { Hunk } from './lines.ts';

/** How `diff -y` is to show two texts. */
export interface Columns {
  /** `-W`: columns of a line. */
  readonly width: number;
  /** `-t`: blanks instead of tabs. */
  readonly expandsTabs: boolean;
  /** `--suppress-common-lines`. */
  readonly onlyDifferences: boolean;
  /** `--left-column`: of common lines only the left one. */
  readonly leftOnly: boolean;
}

const TAB = 8;
/** The least that stands between the columns. */
const GUTTER = 3;

/** Two texts beside each other, as `diff -y` shows them. */
export function sideBySide(lines: Lines, hunks: readonly Hunk[], columns: Columns): string {
  const [a, b] = lines;
  const row = rowsOf(lines, columns);
  let text = '';
  let [at, newAt] = [0, 0];
  const common = (end: number) => {
    for (; at < end; at += 1, newAt += 1) {
      if (columns.onlyDifferences) continue;
      text += columns.leftOnly ? row(at, '(', undefined) : row(at, ' ', newAt);
    }
  };
  for (const { from, to, newFrom, newTo } of hunks) {
    common(from);
    [at, newAt] = [from, newFrom];
    for (; at < to && newAt < newTo; at += 1, newAt += 1) text += row(at, '|', newAt);
    for (; at < to; at += 1) text += row(at, '<', undefined);
    for (; newAt < newTo; newAt += 1) text += row(undefined, '>', newAt);
  }
  common(Math.min(countOf(a), at + countOf(b) - newAt));
  return text;
}

/** Makes the lines of the output: a line of each text, or of one, with a mark between. */
function rowsOf([a, b]: Lines, { width, expandsTabs }: Columns) {
  const tab = expandsTabs ? 1 : TAB;
  const offset = Math.floor((width + tab + GUTTER) / (2 * tab)) * tab;
  const half = Math.max(0, Math.min(offset - GUTTER, width - offset));
  const second = half > 0 ? offset : width;
  return (left: number | undefined, mark: string, right: number | undefined): string => {
    let text = '';
    let column = 0;
    const isEnded = (lines: readonly string[], at: number | undefined) => at !== undefined && at < lines.length - 1;
    if (left !== undefined) [text, column] = cut(a[left] as string, 0, half, expandsTabs);
    if (mark !== ' ') {
      const middle = Math.floor((half + second - 1) / 2);
      const isUneven = mark === '|' && isEnded(a, left) !== isEnded(b, right);
      text += gap(column, middle, expandsTabs) + (isUneven ? (isEnded(a, left) ? '/' : '\\') : mark);
      column = middle + 1;
    }
    const line = right === undefined ? '' : (b[right] as string);
    if (line !== '') text += gap(column, second, expandsTabs) + cut(line, second, half, expandsTabs)[0];
    return isEnded(a, left) || isEnded(b, right) ? `${text}\n` : text;
  };
}

/** From one column to another, with tabs as far as they reach. */
function gap(from: number, to: number, expandsTabs: boolean): string {
  let text = '';
  let column = from;
  for (let next = column - (column % TAB) + TAB; !expandsTabs && next <= to; next += TAB) {
    text += '\t';
    column = next;
  }
  return text + ' '.repeat(Math.max(0, to - column));
}

/** As much of a line as a column holds that begins at `indent`, and how many columns it takes. */
function cut(line: string, indent: number, width: number, expandsTabs: boolean): [string, number] {
  let text = '';
  let column = 0;
  let shown = 0;
  for (const char of line) {
    if (char !== '\t') {
      if (column < width) {
        text += char;
        shown = column + 1;
      }
      column += 1;
      continue;
    }
    const next = column + TAB - (column % TAB);
    if (column === shown && expandsTabs) {
      const end = Math.min(next, width);
      text += ' '.repeat(Math.max(0, end - shown));
      shown = Math.max(shown, end);
    } else if (column === shown && next < width) {
      text += '\t';
      shown = next;
    }
    column = next;
  }
  return [text, indent + shown];
}
