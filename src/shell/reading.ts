import { forEachChild, type HereDoc, type Statement, type SyntaxNode } from 'unbash';
import { expandAliases } from './aliases.ts';
import { documentsEnd } from './here-documents.ts';
import type { PlacedStatement } from './parse.ts';
import type { Shell } from './shell.ts';
import type { Source } from './source.ts';

/** Statements that bash reads together, as they stand on one line, and where that line begins and ends. */
export interface Line {
  /** The text that the offsets are of. */
  readonly source: Source;
  readonly statements: readonly Statement[];
  readonly start: number;
  /** Behind the newline, and behind the here-documents that follow. */
  readonly end: number;
}

/** The end of the line on which a statement ends. */
export function lineEnd(text: string, statement: PlacedStatement): number {
  const last = Math.max(statement.end, text.includes('<<') ? documentsEnd(statement.node, text.length) : 0);
  if (last >= text.length) return text.length;
  const end = text.indexOf('\n', text[last - 1] === '\n' ? last - 1 : last);
  return end < 0 ? text.length : end + 1;
}

/** `set -v`: shows what is read. */
export function echoInput(shell: Shell, text: string): void {
  if (shell.option('verbose') && text !== '') shell.put(2, text.replace(/\n?$/, '\n'));
}

/** bash reads on to the end of the text when the delimiter of a here-document does not come, and says so. */
export function warnOfDocuments(shell: Shell, statements: readonly Statement[]): void {
  const last = statements[statements.length - 1];
  if (last === undefined || !shell.source.text.includes('<<')) return;
  const look = (node: SyntaxNode) => {
    if (node.type === 'HereDoc' && (node as HereDoc).closing === undefined) warn(shell, node as HereDoc);
    if (node.type !== 'CommandExpansion') forEachChild(node, look);
  };
  look(last);
}

function warn(shell: Shell, node: HereDoc): void {
  const { source } = shell;
  const last = source.lineAt(source.text.replace(/\n$/, '').length);
  const prefix = shell.messagePrefix().replace(/\d+: $/, `${last}: `);
  const wanted = `(wanted \`${node.delimiter?.value ?? ''}')`;
  const said = `warning: here-document at line ${source.lineAt(node.pos)} delimited by end-of-file ${wanted}`;
  shell.put(2, `${prefix}${said}\n`);
}

/** A line whose commands are aliases, as it is run; undefined when there are none. */
export function withoutAliases(shell: Shell, { source, statements, start, end }: Line): Source | undefined {
  const { aliases, shopts } = shell.state;
  if (aliases.size === 0 || !shopts.has('expand_aliases')) return undefined;
  return expandAliases(source, statements, [start, end], aliases);
}
