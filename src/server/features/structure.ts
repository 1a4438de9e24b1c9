import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import type { Context } from '../context.ts';

/** The outline, what may be folded and selected, and the names of all open labs. */
export function serveStructure({ connection, documents, service, document }: Context): void {
  connection.onWorkspaceSymbol(({ query }) =>
    documents.all().flatMap(({ uri }) => symbolsIn(service.documentSymbols(document(uri)!), uri, query.toLowerCase())),
  );
  connection.onSelectionRanges(({ textDocument, positions }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.selectionRanges(lab, positions);
  });
  connection.onDocumentSymbol(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.documentSymbols(lab);
  });
  connection.onFoldingRanges(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.foldingRanges(lab);
  });
}

/** The symbols whose names hold the letters of a query in their order, those within others too. */
function symbolsIn(
  symbols: readonly DocumentSymbol[],
  uri: string,
  query: string,
  parent?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, selectionRange, children = [] }) => {
    const inside = symbolsIn(children, uri, query, name);
    const location = { uri, range: selectionRange };
    const own = { name, kind, location, ...(parent === undefined ? {} : { containerName: parent }) };
    return isSubsequence(query, name.toLowerCase()) ? [own, ...inside] : inside;
  });
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at += 1;
  return at === letters.length;
}
