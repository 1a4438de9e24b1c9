import type { Context } from '../context.ts';

/** Formatting, words that change together, and what a command takes while it is typed. */
export function serveEditing({ connection, service, document }: Context): void {
  connection.onDocumentFormatting(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.formatting(lab);
  });
  connection.languages.onLinkedEditingRange(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? null : service.linkedEditingRanges(lab, position);
  });
  connection.onSignatureHelp(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? null : service.signatureHelp(lab, position);
  });
}
