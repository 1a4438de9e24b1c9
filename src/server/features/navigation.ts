import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Context } from '../context.ts';

/** Definition, references, highlights and new names. */
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
  connection.onPrepareRename(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? null : service.prepareRename(lab, position);
  });
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    const lab = document(uri);
    if (lab === undefined) return null;
    const edits = service.rename(lab, position, newName);
    if (typeof edits === 'string') throw new ResponseError(LSPErrorCodes.RequestFailed, edits);
    return { changes: { [uri]: edits } };
  });
}
