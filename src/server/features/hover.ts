import type { Context } from '../context.ts';

/** What the word under the mouse is, as of its line. */
export function serveHover({ connection, service, document }: Context): void {
  connection.onHover(({ textDocument, position }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? null : service.hover(lab, position);
  });
}
