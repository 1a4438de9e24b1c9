import {
  CAPTURE_REQUEST,
  type CaptureParams,
  type CaptureResult,
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
} from '../../protocol/requests.ts';
import type { Context } from '../context.ts';

/** Our own requests: the whole run for a terminal, and the scene of a line for the panel. */
export function serveRuns({ connection, service, document }: Context): void {
  connection.onRequest(RUN_REQUEST, ({ uri }: RunParams): RunResult => {
    const lab = document(uri);
    if (lab === undefined) throw new Error(`${uri} is not open.`);
    const { exitStatus, output, problems } = service.run(lab);
    return { exitStatus, output, stopped: problems.find(({ kind }) => kind === 'budget')?.message };
  });
  connection.onRequest(SCENE_REQUEST, ({ uri, line, turn, command }: SceneParams): SceneResult => {
    const lab = document(uri);
    return lab === undefined || service.run(lab).commands.length === 0 ? null : service.scene(lab, line, turn, command);
  });
  connection.onRequest(TABLES_REQUEST, ({ uri, command, order }: TablesParams): TablesResult => {
    const lab = document(uri);
    return lab === undefined ? null : service.tablesAt(lab, command, order);
  });
  connection.onRequest(TABLE_TEXT_REQUEST, ({ uri, command, table, order }: TableTextParams): TableTextResult => {
    const lab = document(uri);
    return (lab && service.tableText(lab, command, table, order)) ?? null;
  });
  connection.onRequest(CAPTURE_REQUEST, ({ uri, of }: CaptureParams): CaptureResult => {
    const lab = document(uri);
    return lab === undefined ? null : base64(service.capture(lab, of));
  });
}

/** In pieces, as a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(''));
}
