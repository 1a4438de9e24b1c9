import type { Context } from '../context.ts';

/** Colours by meaning. */
export function serveSemanticTokens({ connection, service, document }: Context): void {
  connection.languages.semanticTokens.on(({ textDocument }) => {
    const lab = document(textDocument.uri);
    return { data: lab === undefined ? [] : service.semanticTokens(lab) };
  });
}
