import { Uri, window, workspace } from 'vscode';

/** An entry of `dist/examples.json`, which the build writes: a browser workbench cannot list an extension's folder. */
interface Example {
  readonly path: string;
  readonly title: string;
}

async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

/** Lets the user pick an example lab and opens a copy of it, untitled, so that it can be changed freely. */
export async function openExample(extension: Uri): Promise<void> {
  const examples = JSON.parse(await readText(Uri.joinPath(extension, 'dist/examples.json'))) as Example[];
  const choice = await window.showQuickPick(
    examples.map(({ path, title }) => ({ label: title, description: path, path })),
    { placeHolder: 'An example lab to open as a copy', matchOnDescription: true },
  );
  if (!choice) return;
  const content = await readText(Uri.joinPath(extension, choice.path));
  await window.showTextDocument(await workspace.openTextDocument({ language: 'netlab', content }));
}
