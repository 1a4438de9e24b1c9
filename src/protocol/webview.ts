import type { CaptureOf } from './requests.ts';
import type { NamespaceScene, Scene, TableScene } from './scene.ts';

/** Messages from the extension to the panel. */
export type ToPanel =
  | { readonly type: 'scene'; readonly scene: Scene }
  | { readonly type: 'empty'; readonly message: string }
  /** The tables as of a hop of the scene of that version and command. */
  | {
      readonly type: 'tables';
      readonly version: number;
      readonly command: number;
      readonly order: number;
      readonly namespaces: readonly NamespaceScene[];
    }
  /** What the host can do: whether Wireshark is there. */
  | { readonly type: 'host'; readonly wireshark: boolean }
  /** Whether the panel stays at its line while the cursor moves. */
  | { readonly type: 'pinned'; readonly pinned: boolean };

/** Messages from the panel to the extension. Lines count from 0. */
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly line: number }
  /** Apply a fix of the scene, which was made from that version of the document. */
  | { readonly type: 'fix'; readonly index: number; readonly version: number }
  /** Asks for the tables as of a hop. */
  | { readonly type: 'moment'; readonly order: number }
  /** Puts what a table's tool prints on the clipboard, as of the line or as of a hop. */
  | { readonly type: 'copy'; readonly table: string; readonly order: number | undefined }
  | { readonly type: 'pin'; readonly pinned: boolean }
  /** Saves a file that the panel has made, under a name to be confirmed; `text` as it is, `base64` decoded. */
  | { readonly type: 'save'; readonly name: string; readonly content: string; readonly encoding: 'text' | 'base64' }
  /** Saves frames as a pcapng file, or opens them in Wireshark. */
  | { readonly type: 'capture'; readonly of: CaptureOf; readonly open: boolean }
  /** Shows another command of the run, by its place in it. */
  | { readonly type: 'goto'; readonly command: number };

/** What the panel keeps through a reload (vscode.setState). */
export interface PanelState {
  readonly uri: string;
  readonly line: number;
  /** The command of the run, as a line may be run several times. */
  readonly command?: number;
  readonly packet: number | undefined;
  readonly hop: number | undefined;
  readonly namespace: string | undefined;
  readonly pinned?: boolean;
  /** How the reader has set the page; absent where nothing was touched. */
  readonly settings?: PanelSettings;
}

/** What the reader chooses apart from what is shown. */
export interface PanelSettings {
  readonly table?: TableScene['kind'];
  readonly speed?: number;
  readonly unfolded?: boolean;
  readonly asOf?: 'line' | 'moment';
}
