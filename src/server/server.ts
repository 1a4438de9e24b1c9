import type { Connection } from 'vscode-languageserver';
import { TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createLanguageService } from '../language/index.ts';
import { capabilitiesFor } from './capabilities.ts';
import type { Context } from './context.ts';
import { serveAnnotations } from './features/annotations.ts';
import { serveCodeActions } from './features/code-actions.ts';
import { serveCodeLenses } from './features/code-lenses.ts';
import { serveCompletion } from './features/completion.ts';
import { serveDiagnostics } from './features/diagnostics.ts';
import { serveEditing } from './features/editing.ts';
import { serveHover } from './features/hover.ts';
import { serveNavigation } from './features/navigation.ts';
import { serveRuns } from './features/runs.ts';
import { serveSemanticTokens } from './features/semantic-tokens.ts';
import { serveStructure } from './features/structure.ts';
import { followSettings } from './settings.ts';

/**
 * The language server: joins a connection to the language service and starts to listen. It knows neither the transport
 * nor the host, so that Node and browser workers, and editors over standard input and output, share it.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const context: Context = {
    connection,
    documents,
    service: createLanguageService(),
    snippets: false,
    settingsListeners: [],
    document: (uri) => {
      const open = documents.get(uri);
      return open && { uri: open.uri, version: open.version, text: open.getText() };
    },
  };
  connection.onInitialize(({ capabilities, initializationOptions }) => {
    const takes = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    context.snippets =
      takes && (initializationOptions as { readonly snippets?: boolean } | undefined)?.snippets !== false;
    followSettings(context, capabilities);
    return {
      capabilities: { ...capabilitiesFor(capabilities), textDocumentSync: TextDocumentSyncKind.Incremental },
      serverInfo: { name: 'Netlab' },
    };
  });
  for (const serve of FEATURES) serve(context);
  documents.listen(connection);
  connection.listen();
}

const FEATURES = [
  serveDiagnostics,
  serveCodeActions,
  serveCodeLenses,
  serveCompletion,
  serveHover,
  serveEditing,
  serveAnnotations,
  serveNavigation,
  serveSemanticTokens,
  serveStructure,
  serveRuns,
];
