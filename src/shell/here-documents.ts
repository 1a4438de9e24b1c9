import { forEachChild, type HereDoc, type Statement, type SyntaxNode } from 'unbash';

/** Where the last here-document of a statement ends; one whose delimiter does not come ends at `unended`. */
export function documentsEnd(statement: Statement, unended: number): number {
  let end = 0;
  const look = (node: SyntaxNode) => {
    if (node.type === 'HereDoc') end = Math.max(end, (node as HereDoc).closing?.end ?? unended);
    forEachChild(node, look);
  };
  look(statement);
  return end;
}
