/** A small table; cells are escaped. Empty for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** Inline code; the text of a lab must not become markup. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return fence + text.replace(/[\n\r]+/g, ' ') + fence;
}

/** Paragraphs with blank lines between; absent ones are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/[\n\r]+/g, ' ');
}
