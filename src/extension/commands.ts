import { commands, type ExtensionContext, type TextDocument, Uri, window, workspace } from 'vscode';
import { openExample } from './examples.ts';
import { newLab } from './new-lab.ts';
import type { Panels } from './panel/panels.ts';
import { showRun } from './run-terminal.ts';
import type { Server } from './server.ts';

/** A line of a document, from 0, or one turn of its packet command: what a code lens passes to its command. */
interface LineReference {
  readonly uri: string;
  readonly line: number;
  readonly turn?: number;
}

/** The line that the cursor is on; undefined, and the user is told, when the editor shows no lab. */
function lineAtCursor(): LineReference | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId === 'netlab') {
    return { uri: editor.document.uri.toString(), line: editor.selection.active.line };
  }
  window.showInformationMessage('Netlab: open a .netlab file first.');
  return undefined;
}

/** The document of a command's argument (a `Uri` from a menu), or of the active editor. */
async function labOf(argument: unknown): Promise<TextDocument | undefined> {
  if (argument instanceof Uri) return workspace.openTextDocument(argument);
  if (isEntry(argument)) return workspace.openTextDocument(argument.uri);
  const here = lineAtCursor();
  return here && workspace.openTextDocument(Uri.parse(here.uri));
}

/** A code lens passes a line; a menu or a key passes something else or nothing, and means the cursor. */
function isLineReference(argument: unknown): argument is LineReference {
  return typeof argument === 'object' && argument !== null && 'line' in argument && 'uri' in argument;
}

/** An entry of the view *Labs*. */
function isEntry(argument: unknown): argument is { readonly uri: Uri } {
  return typeof argument === 'object' && argument !== null && 'uri' in argument && argument.uri instanceof Uri;
}

/** Registers the commands that `package.json` contributes. */
export function registerCommands(context: ExtensionContext, server: Server, panels: Panels): void {
  const showLine = async (argument: unknown) => {
    const target = isLineReference(argument) ? argument : lineAtCursor();
    if (target) await panels.show({ ...target, uri: target.uri.toString() });
  };
  const openPanel = async (argument: unknown) => {
    const lab = isEntry(argument) ? await workspace.openTextDocument(argument.uri) : undefined;
    await showLine(lab && { uri: lab.uri.toString(), line: lab.lineCount - 1 });
  };
  const openSideView = async () => {
    const target = lineAtCursor();
    if (target) await panels.side.show(target);
  };
  const runLab = async (argument: unknown) => {
    const document = await labOf(argument);
    if (document) await showRun(server, document);
  };
  context.subscriptions.push(
    commands.registerCommand('netlab.runPacket', showLine),
    commands.registerCommand('netlab.openPanel', openPanel),
    commands.registerCommand('netlab.openSideView', openSideView),
    commands.registerCommand('netlab.runLab', runLab),
    commands.registerCommand('netlab.openExample', () => openExample(context.extensionUri)),
    commands.registerCommand('netlab.newLab', () => newLab(context.extensionUri)),
    commands.registerCommand('netlab.firstSteps', () =>
      commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
    ),
  );
}
