import { Range, TextEditorRevealType, ThemeColor, type Uri, ViewColumn, window, workspace } from 'vscode';

/** How long the revealed line stays highlighted, in milliseconds. */
const GLOW = 1_500;

const glow = window.createTextEditorDecorationType({
  isWholeLine: true,
  backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
});

/** Shows a line (from 0) of a document in the editor that has it, else in the first column; the focus stays. */
export async function revealLine(uri: Uri, line: number): Promise<void> {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const document = shown?.document ?? (await workspace.openTextDocument(uri));
  const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
  const editor = await window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    preserveFocus: true,
    selection: new Range(range.start, range.start),
  });
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  editor.setDecorations(glow, [range]);
  setTimeout(() => editor.setDecorations(glow, []), GLOW);
}
