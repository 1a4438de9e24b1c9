/**
 * The language service: what an editor or a terminal can ask about a lab. A pure library: it knows no transport, no
 * editor and no host. Documents are values; the newest version of each is kept analysed until `forget` or `configure`.
 */
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Position,
  Range,
  SelectionRange,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver-types';
import type { LabRun } from '../lab/run.ts';
import type { CaptureOf, NetlabSettings, SwitchableFeature } from '../protocol/requests.ts';
import type { NamespaceScene, Scene } from '../protocol/scene.ts';
import { AnalysisCache } from './cache.ts';
import type { LabDocument } from './document.ts';
import { type CheckedFinding, checkedFindings } from './features/checked-findings.ts';
import { codeActionsOf, FIX_ALL } from './features/code-actions.ts';
import { codeLensesOf } from './features/code-lenses.ts';
import { completionsAt } from './features/completion.ts';
import { definitionAt } from './features/definition.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { documentLinksOf } from './features/document-links.ts';
import { documentSymbolsOf } from './features/document-symbols.ts';
import { fixAll } from './features/fix-all.ts';
import { foldingRangesOf } from './features/folding.ts';
import { formattingOf } from './features/formatting.ts';
import { highlightsAt } from './features/highlights.ts';
import { hoverAt } from './features/hover.ts';
import { inlayHintsIn } from './features/inlay-hints.ts';
import { linkedEditingRangesAt } from './features/linked-editing.ts';
import { referencesAt } from './features/references.ts';
import { renameAt, renameRangeAt } from './features/rename.ts';
import { selectionRangesAt } from './features/selection-ranges.ts';
import { SEMANTIC_TOKENS_LEGEND, semanticTokensOf } from './features/semantic-tokens.ts';
import { signatureHelpAt } from './features/signature-help.ts';
import { captureOf } from './scene/capture.ts';
import { sceneOf } from './scene/index.ts';
import { tablesAt } from './scene/moment.ts';
import { tableText } from './scene/table-text.ts';
import { completeSettings, DEFAULT_SETTINGS } from './settings.ts';

export { type LabDocument, labDocument } from './document.ts';
export type { CheckedFinding } from './features/checked-findings.ts';
export { completeSettings, DEFAULT_SETTINGS, FIX_ALL, SEMANTIC_TOKENS_LEGEND };

/** What can be asked. No function throws, whatever the text; positions outside the text mean the nearest one inside. */
export interface LanguageService {
  /** What is wrong, for an editor to underline. */
  diagnostics(document: LabDocument): Diagnostic[];
  /** The same with severities in words and the cures worked out, for a terminal. */
  check(document: LabDocument): CheckedFinding[];
  /** Quick fixes for what was found in a range, and the ways to silence it. */
  codeActions(document: LabDocument, range: Range): CodeAction[];
  /** The edit that applies every evident cure until none is left; no edit where there is nothing to do. */
  fixAll(document: LabDocument): TextEdit[];
  codeLenses(document: LabDocument): CodeLens[];
  hover(document: LabDocument, position: Position): Hover | null;
  /** With `snippets`, for editors that have none of their own, whole topologies too. */
  completion(document: LabDocument, position: Position, snippets?: boolean): CompletionItem[];
  definition(document: LabDocument, position: Position): Location[];
  references(document: LabDocument, position: Position): Location[];
  highlights(document: LabDocument, position: Position): DocumentHighlight[];
  /** The word at a position, where what it names can be given another name. */
  prepareRename(document: LabDocument, position: Position): { range: Range; placeholder: string } | null;
  /** The edits that give it that name; a sentence that says why where it cannot have it. */
  rename(document: LabDocument, position: Position, newName: string): TextEdit[] | string;
  /** Words that change together with the one at a position, while it is typed. */
  linkedEditingRanges(document: LabDocument, position: Position): { ranges: Range[] } | null;
  /** For each position what holds it, from the inside out. */
  selectionRanges(document: LabDocument, positions: readonly Position[]): SelectionRange[];
  signatureHelp(document: LabDocument, position: Position): SignatureHelp | null;
  inlayHints(document: LabDocument, range: Range): InlayHint[];
  documentLinks(document: LabDocument): DocumentLink[];
  /** The edits that make the text canonical; none where that might change what bash reads. */
  formatting(document: LabDocument): TextEdit[];
  documentSymbols(document: LabDocument): DocumentSymbol[];
  foldingRanges(document: LabDocument): FoldingRange[];
  /** Encoded as the protocol wants, after `SEMANTIC_TOKENS_LEGEND`; of a range, or of all. */
  semanticTokens(document: LabDocument, range?: Range): number[];
  /** The whole run. */
  run(document: LabDocument): LabRun;
  /**
   * Runs a lab on until time is up between two of its statements; true once it has come to its end. Whatever else is
   * asked about the document runs the rest at once; a newer version gives it up.
   */
  runOn(document: LabDocument, isTimeUp: () => boolean): boolean;
  /** What the panel draws for a line (from 0) and one of its turns, or for a command by its place in the run. */
  scene(document: LabDocument, line: number, turn?: number, command?: number): Scene;
  /** The tables as of a hop of the packets that a command sent. */
  tablesAt(document: LabDocument, command: number, order: number): NamespaceScene[];
  /** What the tool of a scene's table prints as of a command, or as of a hop of its packets. */
  tableText(document: LabDocument, command: number, table: string, order?: number): string | undefined;
  /** A pcapng file of the lab's frames, or of some of them. */
  capture(document: LabDocument, of: CaptureOf): Uint8Array;
  /** Takes other settings from now on. */
  configure(settings: NetlabSettings): void;
  /** Gets ready for the next edit of a document, which takes some milliseconds: for when there is nothing else to do. */
  prepare(uri: string): void;
  /** Forgets a document that was closed. */
  forget(uri: string): void;
}

/** Makes a language service. */
export function createLanguageService(settings: NetlabSettings = DEFAULT_SETTINGS): LanguageService {
  const cache = new AnalysisCache(settings);
  let current = settings;
  const isOn = (feature: SwitchableFeature) => !current.off.includes(feature);
  return Object.freeze<LanguageService>({
    diagnostics: (document) => (isOn('diagnostics') ? diagnosticsOf(cache.of(document)) : []),
    check: (document) => checkedFindings(cache.of(document)),
    codeActions: (document, range) => (isOn('diagnostics') ? codeActionsOf(cache.of(document), range) : []),
    fixAll: (document) => {
      const lab = cache.of(document);
      const newText = fixAll(document, current, lab);
      if (newText === document.text) return [];
      return [{ range: lab.positions.rangeOf({ start: 0, end: document.text.length }), newText }];
    },
    codeLenses: (document) => (isOn('codeLens') ? codeLensesOf(cache.of(document)) : []),
    hover: (document, position) => (isOn('hover') ? hoverAt(cache.of(document), position) : null),
    completion: (document, position, snippets) =>
      isOn('completion') ? completionsAt(cache.of(document), position, snippets) : [],
    definition: (document, position) => definitionAt(cache.of(document), position),
    references: (document, position) => referencesAt(cache.of(document), position),
    highlights: (document, position) => (isOn('highlights') ? highlightsAt(cache.of(document), position) : []),
    prepareRename: (document, position) => renameRangeAt(cache.of(document), position),
    rename: (document, position, newName) => renameAt(cache.of(document), position, newName),
    linkedEditingRanges: (document, position) =>
      isOn('linkedEditing') ? linkedEditingRangesAt(cache.of(document), position) : null,
    selectionRanges: (document, positions) =>
      isOn('selectionRanges') ? selectionRangesAt(cache.of(document), positions) : [],
    signatureHelp: (document, position) =>
      isOn('signatureHelp') ? signatureHelpAt(cache.of(document), position) : null,
    inlayHints: (document, range) => (isOn('inlayHints') ? inlayHintsIn(cache.of(document), range) : []),
    documentLinks: (document) => (isOn('documentLinks') ? documentLinksOf(cache.of(document)) : []),
    formatting: (document) => (isOn('formatting') ? formattingOf(cache.of(document)) : []),
    documentSymbols: (document) => (isOn('symbols') ? documentSymbolsOf(cache.of(document)) : []),
    foldingRanges: (document) => (isOn('folding') ? foldingRangesOf(cache.of(document)) : []),
    semanticTokens: (document, range) => (isOn('semanticTokens') ? semanticTokensOf(cache.of(document), range) : []),
    run: (document) => cache.of(document).run,
    runOn: (document, isTimeUp) => cache.of(document).runOn(isTimeUp),
    scene: (document, line, turn, command) => sceneOf(cache.of(document), line, turn, command),
    tablesAt: (document, command, order) => tablesAt(cache.of(document).run, command, order),
    tableText: (document, command, table, order) => tableText(cache.of(document).run, command, table, order),
    capture: (document, of) => captureOf(cache.of(document).run, of),
    configure: (settings) => {
      current = settings;
      cache.configure(settings);
    },
    prepare: (uri) => cache.prepare(uri),
    forget: (uri) => cache.forget(uri),
  });
}
