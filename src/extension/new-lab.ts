import { SnippetString, Uri, window, workspace } from 'vscode';

/** An entry of `snippets/netlab.json`: a whole topology, or a part of one. */
interface Template {
  readonly description: string;
  readonly body: readonly string[];
}

/** Lets the user pick a topology and opens it as a new lab, its names and addresses ready to be typed over. */
export async function newLab(extension: Uri): Promise<void> {
  const file = await workspace.fs.readFile(Uri.joinPath(extension, 'snippets/netlab.json'));
  const templates = JSON.parse(new TextDecoder().decode(file)) as Record<string, Template>;
  const empty = { label: 'An empty lab', detail: 'Nothing but the host that a lab starts on.', body: [] as string[] };
  const choice = await window.showQuickPick(
    [
      ...Object.entries(templates).map(([label, { description, body }]) => ({ label, detail: description, body })),
      empty,
    ],
    { placeHolder: 'What the new lab begins with', matchOnDetail: true },
  );
  if (!choice) return;
  const document = await workspace.openTextDocument({ language: 'netlab', content: '' });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(choice.body.join('\n')));
}
