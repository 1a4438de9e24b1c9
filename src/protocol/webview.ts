import type { Scene } from './scene.ts';

/** Messages from the extension to the panel. */
export type ToPanel =
  | { readonly type: 'scene'; readonly scene: Scene }
  | { readonly type: 'empty'; readonly message: string };

/** Messages from the panel to the extension. Lines count from 0. */
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly line: number }
  /** Apply a fix of the scene, which was made from that version of the document. */
  | { readonly type: 'fix'; readonly index: number; readonly version: number };

/** What the panel keeps through a reload (vscode.setState). */
export interface PanelState {
  readonly uri: string;
  readonly line: number;
  readonly packet: number | undefined;
  readonly hop: number | undefined;
  readonly namespace: string | undefined;
}
