import { type Diagnostic, Uri } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** Makes the language client of one host kind; the transport is all that differs. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** The pages about rules, as the server publishes them. */
const MANUAL = /\/docs\/lints\/([a-z-]+)\.md$/;

/** The page about a rule comes with the extension: its link opens that one, and nothing has to be asked of the Internet. */
function ownPage(target: Uri | undefined): Uri | undefined {
  const rule = MANUAL.exec(target?.path ?? '')?.[1];
  if (rule === undefined) return target;
  return Uri.parse(`command:netlab.explain?${encodeURIComponent(JSON.stringify([rule]))}`);
}

/** The rule behind a message, which the hover shows, becomes a link that explains it. */
function explained(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code === 'object') diagnostic.code = { value: code.value, target: ownPage(code.target) ?? code.target };
  return diagnostic;
}

/** What the server is asked for, in every host. */
export const CLIENT_OPTIONS: LanguageClientOptions = {
  // No scheme: labs on disk, untitled ones, and those of virtual workspaces alike.
  documentSelector: [{ language: 'netlab' }],
  // VS Code has them from the extension itself.
  initializationOptions: { snippets: false },
  middleware: {
    handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(explained)),
    provideDocumentLinks: async (document, token, next) => {
      const links = (await next(document, token)) ?? [];
      for (const link of links) {
        const target = ownPage(link.target);
        if (target !== undefined) link.target = target;
      }
      return links;
    },
  },
};
