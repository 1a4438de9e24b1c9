import { type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from 'vscode';

/** An entry of `dist/examples.json`, which the build writes: a browser workbench cannot list an extension's folder. */
interface Example {
  readonly path: string;
  readonly title: string;
}

async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

interface Entry extends QuickPickItem {
  readonly path?: string;
}

/** The labs under headings: those of the first folder are the basics. */
function entriesOf(examples: readonly Example[]): Entry[] {
  const groups = new Map<string, Entry[]>();
  for (const { path, title } of examples) {
    const [, folder, ...rest] = path.split('/');
    const heading = rest.length === 0 ? 'basics' : folder!.replaceAll('-', ' ');
    const group = groups.get(heading) ?? [];
    groups.set(heading, group);
    group.push({ label: title, description: path, path });
  }
  // What is plainest comes first.
  const sorted = [...groups].sort(([one], [other]) => Number(other === 'basics') - Number(one === 'basics'));
  return sorted.flatMap(([label, group]) => [{ label, kind: QuickPickItemKind.Separator }, ...group]);
}

/** Lets the user pick an example lab and opens a copy of it, untitled, so that it can be changed freely. */
export async function openExample(extension: Uri): Promise<void> {
  const examples = JSON.parse(await readText(Uri.joinPath(extension, 'dist/examples.json'))) as Example[];
  const choice = await window.showQuickPick(entriesOf(examples), {
    placeHolder: 'An example lab to open as a copy',
    matchOnDescription: true,
  });
  if (choice?.path === undefined) return;
  const content = await readText(Uri.joinPath(extension, choice.path));
  await window.showTextDocument(await workspace.openTextDocument({ language: 'netlab', content }));
}
