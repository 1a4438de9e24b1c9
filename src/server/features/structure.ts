import type { Context } from '../context.ts';

/** The outline and what may be folded. */
export function serveStructure({ connection, service, document }: Context): void {
  connection.onDocumentSymbol(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.documentSymbols(lab);
  });
  connection.onFoldingRanges(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.foldingRanges(lab);
  });
}
