import { Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { Scene } from '../protocol/scene.ts';

/** Applies a fix that the panel offered. Nothing happens where the document has been edited since: its places no longer hold. */
export async function applyFix(
  scene: Scene,
  chosen: { readonly index: number; readonly version: number },
): Promise<void> {
  const fix = scene.fixes[chosen.index];
  const uri = Uri.parse(scene.uri);
  const document = await workspace.openTextDocument(uri);
  if (fix === undefined || chosen.version !== scene.version || document.version !== scene.version) return;
  const edit = new WorkspaceEdit();
  for (const { range, newText } of fix.edits) {
    const { start, end } = range;
    edit.replace(uri, new Range(start.line, start.character, end.line, end.character), newText);
  }
  await workspace.applyEdit(edit);
}
