import type { Context } from '../context.ts';

/** Inlay hints, and links in comments. */
export function serveAnnotations({ connection, service, document }: Context): void {
  connection.languages.inlayHint.on(({ textDocument, range }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.inlayHints(lab, range);
  });
  connection.onDocumentLinks(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.documentLinks(lab);
  });
}
