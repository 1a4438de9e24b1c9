import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { FIX_ALL } from '../../language/index.ts';
import type { Context } from '../context.ts';

/** Quick fixes, and *Fix all* where the client asks for source actions. */
export function serveCodeActions({ connection, service, document }: Context): void {
  connection.onCodeAction((params) => {
    const lab = document(params.textDocument.uri);
    if (lab === undefined) return [];
    const actions: CodeAction[] = wants(params, 'quickfix') ? service.codeActions(lab, params.range) : [];
    // Working it out runs the lab several times: only for those who ask for it by name.
    if (params.context.only?.some((kind) => FIX_ALL.startsWith(kind))) {
      const edits = service.fixAll(lab);
      const title = 'Fix all that has an evident cure';
      if (edits.length > 0) actions.push({ title, kind: FIX_ALL, edit: { changes: { [lab.uri]: edits } } });
    }
    return actions;
  });
}

function wants({ context: { only } }: CodeActionParams, kind: string): boolean {
  return only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
}
