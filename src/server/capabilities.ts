import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import { FIX_ALL, SEMANTIC_TOKENS_LEGEND } from '../language/index.ts';

/** What the server offers to a client that can do what it says. */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  const literals = client.textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
  const prepares = client.textDocument?.rename?.prepareSupport === true;
  return {
    positionEncoding: 'utf-16',
    hoverProvider: true,
    completionProvider: { triggerCharacters: [' ', '-', '.', '/'] },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: prepares ? { prepareProvider: true } : true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    workspaceSymbolProvider: true,
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    signatureHelpProvider: { triggerCharacters: [' '] },
    inlayHintProvider: true,
    documentLinkProvider: {},
    documentFormattingProvider: true,
    codeLensProvider: {},
    ...(literals ? { codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] } } : {}),
    semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: { delta: true }, range: true },
  };
}
