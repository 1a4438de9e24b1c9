import { forEachChild, type Statement, type SyntaxNode } from 'unbash';

const found = new WeakMap<Statement, number>();

/**
 * The offset of the first extended pattern (`@(a|b)`) that bash reads as one only with `shopt -s extglob`; -1 without
 * one. In `[[ … ]]` they are always known.
 */
export function extendedPatternIn(statement: Statement): number {
  const known = found.get(statement);
  if (known !== undefined) return known;
  let first = -1;
  const look = (node: SyntaxNode) => {
    if (first >= 0 || node.type === 'TestCommand' || node.type === 'ParameterExpansion') return;
    if (node.type === 'ExtendedGlob') first = node.pos;
    else forEachChild(node, look);
  };
  look(statement);
  found.set(statement, first);
  return first;
}
