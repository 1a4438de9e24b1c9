import type { Context } from '../context.ts';

/** Definition, references and highlights. */
export function serveNavigation({ connection, service, document }: Context): void {
  connection.onDefinition(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.definition(lab, position);
  });
  connection.onReferences(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.references(lab, position);
  });
  connection.onDocumentHighlight(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.highlights(lab, position);
  });
}
