import type { Context } from '../context.ts';

/** Words of the grammar and names as of the line. */
export function serveCompletion({ connection, service, document }: Context): void {
  connection.onCompletion(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.completion(lab, position);
  });
}
