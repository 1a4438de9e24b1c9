import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** Makes the language client of one host kind; the transport is all that differs. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** What the server is asked for, in every host. */
export const CLIENT_OPTIONS: LanguageClientOptions = {
  // No scheme: labs on disk, untitled ones, and those of virtual workspaces alike.
  documentSelector: [{ language: 'netlab' }],
};
