import type { Context } from '../context.ts';

/** Words of the grammar and names as of the line. */
export function serveCompletion(context: Context): void {
  const { connection, service, document } = context;
  connection.onCompletion(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.completion(lab, position, context.snippets);
  });
}
