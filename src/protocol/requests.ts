import type { NamespaceScene, Scene } from './scene.ts';

/**
 * `netlab/scene`: the scene as of a line (from 0), or of a command by its place in the run, with the journey of the packets
 * it sent, if it did. `turn` is which execution of the line's command in a loop or function, from 0; the last one without it.
 */
export const SCENE_REQUEST = 'netlab/scene';
export interface SceneParams {
  readonly uri: string;
  readonly line: number;
  readonly turn?: number;
  readonly command?: number;
}
export type SceneResult = Scene | null;

/** `netlab/tables`: the tables as of a hop (by its `order`) of the packets that a command (by its place in the run) sent. */
export const TABLES_REQUEST = 'netlab/tables';
export interface TablesParams {
  readonly uri: string;
  readonly command: number;
  readonly order: number;
}
export type TablesResult = readonly NamespaceScene[] | null;

/** `netlab/tableText`: what the tool of a table prints as of a command, or as of a hop; null where there is none. */
export const TABLE_TEXT_REQUEST = 'netlab/tableText';
export interface TableTextParams {
  readonly uri: string;
  readonly command: number;
  readonly table: string;
  readonly order?: number;
}
export type TableTextResult = string | null;

/** `netlab/capture`: a pcapng file, in base64; null for a document that is not open. */
export const CAPTURE_REQUEST = 'netlab/capture';
/** Whose frames: the whole lab's, a device's (by its id in the scene), or one packet's of a command. */
export type CaptureOf =
  | { readonly kind: 'lab' }
  | { readonly kind: 'device'; readonly device: string }
  | { readonly kind: 'packet'; readonly command: number; readonly packet: number };
export interface CaptureParams {
  readonly uri: string;
  readonly of: CaptureOf;
}
export type CaptureResult = string | null;

/** `netlab/run`: the whole run of a document, as a terminal would show it. */
export const RUN_REQUEST = 'netlab/run';
export interface RunParams {
  readonly uri: string;
}
export interface RunResult {
  readonly exitStatus: number;
  readonly output: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  /** What ended the run early (a budget), if anything did. */
  readonly stopped: string | undefined;
}

/** `netlab/ran`: a notification that a document was run again, because its text or the settings changed. */
export const RAN_NOTIFICATION = 'netlab/ran';
export interface RanParams {
  readonly uri: string;
  readonly version: number;
  /** How many commands were executed, and how long they took, in virtual microseconds. */
  readonly commands: number;
  readonly time: number;
  /** How many of what was found are errors, and warnings. */
  readonly errors: number;
  readonly warnings: number;
}

/** What the editor can be told to do without, each by `netlab.NAME.enabled`. */
export type SwitchableFeature =
  | 'codeLens'
  | 'completion'
  | 'diagnostics'
  | 'documentLinks'
  | 'folding'
  | 'formatting'
  | 'highlights'
  | 'hover'
  | 'inlayHints'
  | 'linkedEditing'
  | 'selectionRanges'
  | 'semanticTokens'
  | 'signatureHelp'
  | 'symbols';

/** The settings `netlab.*` as the server reads them. */
export interface NetlabSettings {
  readonly machine: 'host' | 'bare';
  readonly brNetfilter: boolean;
  /** What holds even against a lab's own directive: an option of the command line. */
  readonly overrides?: { readonly machine?: 'host' | 'bare'; readonly brNetfilter?: boolean };
  /** What is switched off. */
  readonly off: readonly SwitchableFeature[];
  /** Overrides of lint severities by rule id. */
  readonly severity: Readonly<Record<string, 'error' | 'warning' | 'information' | 'hint' | 'off'>>;
}
