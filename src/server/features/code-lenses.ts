import type { Context } from '../context.ts';

/** ▶ Run packet and what became of it. */
export function serveCodeLenses({ connection, service, document }: Context): void {
  connection.onCodeLens(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return lab === undefined ? [] : service.codeLenses(lab);
  });
}
