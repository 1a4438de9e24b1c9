import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LabDocument, LanguageService } from '../language/index.ts';

/** What every adaptor gets. */
export interface Context {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly service: LanguageService;
  /** The newest text of an open document; undefined for a closed one. */
  document(uri: string): LabDocument | undefined;
  /** Whether the editor takes snippets, and has none of Netlab's own. */
  snippets: boolean;
  /** Called whenever settings have changed; every document then has to be looked at again. */
  readonly settingsListeners: (() => void)[];
}
