import {
  type CodeLens,
  type Command,
  commands,
  type DocumentSymbol,
  EventEmitter,
  type ExtensionContext,
  SymbolKind,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { Server } from './server.ts';

/** Labs listed at most. */
const LIMIT = 500;

/** An entry of the view: a lab, a namespace or device in it, or a command that sends packets. */
type Entry =
  | { readonly kind: 'lab'; readonly uri: Uri }
  | { readonly kind: 'symbol'; readonly uri: Uri; readonly symbol: DocumentSymbol }
  | { readonly kind: 'packet'; readonly uri: Uri; readonly line: number; readonly text: string; readonly fate: string };

/** The labs of the workspace with what is in them, asked of the language server as an editor asks it. */
class Labs implements TreeDataProvider<Entry> {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(entry?: Entry): Promise<Entry[]> {
    if (entry === undefined) {
      const uris = await workspace.findFiles('**/*.netlab', '**/node_modules/**', LIMIT);
      return uris.sort((a, b) => (a.path < b.path ? -1 : 1)).map((uri) => ({ kind: 'lab', uri }));
    }
    if (entry.kind === 'symbol') return symbols(entry.uri, entry.symbol.children);
    return entry.kind === 'lab' ? contentsOf(entry.uri) : [];
  }

  getTreeItem(entry: Entry): TreeItem {
    if (entry.kind === 'lab') {
      const item = new TreeItem(entry.uri, TreeItemCollapsibleState.Collapsed);
      item.contextValue = 'lab';
      // Its folder: labs of one name are told apart by it.
      item.description = true;
      item.command = { title: 'Open', command: 'vscode.open', arguments: [entry.uri] };
      return item;
    }
    if (entry.kind === 'packet') {
      const item = new TreeItem(entry.text);
      item.description = entry.fate;
      item.iconPath = new ThemeIcon(entry.fate.startsWith('✗') ? 'error' : 'pass');
      item.contextValue = 'packet';
      item.command = openAt('Open', entry.uri, entry.line);
      return item;
    }
    const { name, detail, kind, children, selectionRange } = entry.symbol;
    const hasChildren = children.length > 0;
    const item = new TreeItem(name, hasChildren ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
    item.description = kind === SymbolKind.Namespace ? '' : detail;
    item.iconPath = new ThemeIcon(ICONS[kind] ?? 'symbol-misc');
    item.command = openAt('Open', entry.uri, selectionRange.start.line);
    return item;
  }
}

const ICONS: Partial<Record<SymbolKind, string>> = {
  [SymbolKind.Namespace]: 'server-environment',
  [SymbolKind.Interface]: 'plug',
  [SymbolKind.Function]: 'symbol-function',
  [SymbolKind.Event]: 'milestone',
  [SymbolKind.Array]: 'shield',
  [SymbolKind.Operator]: 'list-ordered',
};

function openAt(title: string, uri: Uri, line: number): Command {
  const place = { line, character: 0 };
  return { title, command: 'vscode.open', arguments: [uri, { selection: { start: place, end: place } }] };
}

/** What a lab holds: namespaces and devices, then the commands that send packets, with what became of them. */
async function contentsOf(uri: Uri): Promise<Entry[]> {
  const document = await workspace.openTextDocument(uri);
  const [found, lenses] = await Promise.all([
    commands.executeCommand<DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uri),
    commands.executeCommand<CodeLens[] | undefined>('vscode.executeCodeLensProvider', uri, LIMIT),
  ]);
  const packets = new Map<number, Entry>();
  for (const { range, command } of lenses ?? []) {
    if (command?.command !== 'netlab.runPacket') continue;
    const { line } = range.start;
    const fate = /^[✓✗]/.test(command.title) ? command.title : '';
    packets.set(line, { kind: 'packet', uri, line, text: document.lineAt(line).text.trim(), fate });
  }
  return [...symbols(uri, found ?? []), ...packets.values()];
}

function symbols(uri: Uri, found: readonly DocumentSymbol[]): Entry[] {
  return found.map((symbol) => ({ kind: 'symbol', uri, symbol }));
}

/** Fills the view *Labs*, and keeps it in step with the files and with what is typed. */
export function registerLabsView(context: ExtensionContext, server: Server): void {
  const labs = new Labs();
  const files = workspace.createFileSystemWatcher('**/*.netlab', false, true, false);
  const refresh = () => labs.refresh();
  const view = window.createTreeView('netlab.labs', { treeDataProvider: labs, showCollapseAll: true });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    // While one types each key runs the lab again.
    clearTimeout(waiting);
    if (view.visible) waiting = setTimeout(refresh, 1_000);
  };
  context.subscriptions.push(
    view,
    files,
    files.onDidCreate(refresh),
    files.onDidDelete(refresh),
    workspace.onDidChangeWorkspaceFolders(refresh),
    server.onRan(soon),
    commands.registerCommand('netlab.refreshLabs', refresh),
  );
}
