import { EventEmitter } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  CAPTURE_REQUEST,
  type CaptureParams,
  type CaptureResult,
  RAN_NOTIFICATION,
  type RanParams,
  RUN_REQUEST,
  type RunParams,
  type RunResult,
  SCENE_REQUEST,
  type SceneParams,
  type SceneResult,
  TABLE_TEXT_REQUEST,
  TABLES_REQUEST,
  type TablesParams,
  type TablesResult,
  type TableTextParams,
  type TableTextResult,
} from '../protocol/requests.ts';

/** What the extension asks of the language server, beyond the Language Server Protocol. Every promise rejects without a server. */
export interface Server {
  /** The whole run of a document that is open. */
  run(uri: string): Promise<RunResult>;
  /** The state of a document's lab after a line (from 0) or a command, with the journey of its packets. */
  scene(params: SceneParams): Promise<SceneResult>;
  /** The tables as of a hop of the packets that the line sent. */
  tables(params: TablesParams): Promise<TablesResult>;
  /** What the tool of a table prints. */
  tableText(params: TableTextParams): Promise<TableTextResult>;
  /** A pcapng file, in base64. */
  capture(params: CaptureParams): Promise<CaptureResult>;
  /** Calls back whenever a document has been run again. */
  onRan(listener: (ran: RanParams) => void): { dispose(): void };
}

/** The server behind a language client. */
export function serverOf(client: BaseLanguageClient): Server {
  // A client keeps one listener for each notification.
  const ran = new EventEmitter<RanParams>();
  client.onNotification(RAN_NOTIFICATION, (params: RanParams) => ran.fire(params));
  return {
    run: (uri) => client.sendRequest<RunResult>(RUN_REQUEST, { uri } satisfies RunParams),
    scene: (params) => client.sendRequest<SceneResult>(SCENE_REQUEST, params),
    tables: (params) => client.sendRequest<TablesResult>(TABLES_REQUEST, params),
    tableText: (params) => client.sendRequest<TableTextResult>(TABLE_TEXT_REQUEST, params),
    capture: (params) => client.sendRequest<CaptureResult>(CAPTURE_REQUEST, params),
    onRan: (listener) => ran.event(listener),
  };
}
