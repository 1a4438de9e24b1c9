import { type Disposable, TextEditorSelectionChangeKind, window, workspace } from 'vscode';

/** Between an edit and a move of the cursor that belongs to it, in milliseconds. */
const TYPING = 250;
/** How long the cursor must stay on a line, in milliseconds. */
const STAY = 60;

/** Calls back when the reader has moved the cursor to a line (from 0) of a lab; typing moves it, too, but does not count. */
export function onCursor(listener: (uri: string, line: number) => void): Disposable {
  let edited = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const edits = workspace.onDidChangeTextDocument(() => {
    edited = Date.now();
  });
  const moves = window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
    const byReader = kind === TextEditorSelectionChangeKind.Keyboard || kind === TextEditorSelectionChangeKind.Mouse;
    const { document } = textEditor;
    const [first] = selections;
    if (!byReader || first === undefined || document.languageId !== 'netlab' || Date.now() - edited < TYPING) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => listener(document.uri.toString(), first.active.line), STAY);
  });
  return {
    dispose: () => {
      clearTimeout(waiting);
      edits.dispose();
      moves.dispose();
    },
  };
}
