import { type TextEditor, Uri, window, workspace } from 'vscode';

/** The name's counter: two labs of one test run never share a file. */
let opened = 0;

/** Writes a lab into the workspace folder, a temporary one, and opens it in an editor. */
export async function openLab(text: string): Promise<TextEditor> {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('the tests want a workspace folder');
  opened += 1;
  const uri = Uri.joinPath(folder.uri, `lab-${opened}.netlab`);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return window.showTextDocument(await workspace.openTextDocument(uri));
}
