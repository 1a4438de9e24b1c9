import { Uri, window, workspace } from 'vscode';

/** Asks where to save a file, beside the lab unless the reader says otherwise, and writes it there. */
export async function saveBeside(lab: Uri, name: string, bytes: Uint8Array): Promise<void> {
  // A lab that was never saved has no folder.
  const place = lab.scheme === 'untitled' ? {} : { defaultUri: Uri.joinPath(lab, '..', name) };
  const target = await window.showSaveDialog({ ...place, title: `Save ${name}` });
  if (target) await workspace.fs.writeFile(target, bytes);
}

export const bytesOfBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
