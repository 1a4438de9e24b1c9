import { type ExtensionContext, env, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { CaptureOf } from '../protocol/requests.ts';
import type { FromPanel, PanelState, ToPanel } from '../protocol/webview.ts';
import { applyFix } from './apply-fix.ts';
import type { CaptureViewer } from './capture-viewer.ts';
import { onCursor } from './cursor.ts';
import { lineAfter } from './follow-edits.ts';
import { panelPage } from './panel-page.ts';
import { revealLine } from './reveal.ts';
import { bytesOfBase64, saveBeside } from './save.ts';
import type { Server } from './server.ts';

const VIEW_TYPE = 'netlab.panel';

/** What is shown: a line of a document (from 0); of one that was run several times, which command of the run. */
interface Target {
  readonly uri: string;
  readonly line: number;
  /** Which of its turns, as a code lens names it. */
  readonly turn?: number | undefined;
  readonly command?: number;
}

/** The panel beside the editor: it shows the scene of one line, and follows that line through edits and runs. */
export class PacketPanel {
  private panel: WebviewPanel | undefined;
  private target: Target | undefined;
  /** The message that the page shows, sent again when the page says that it has (re)loaded. */
  private last: ToPanel | undefined;
  /** True while the reader wants what is shown to stay where it is. */
  private pinned = false;
  /** True while the server is asked for a scene, and once another one is wanted. */
  private asking = false;
  private stale = false;

  constructor(
    private readonly extension: Uri,
    private readonly server: Server,
    private readonly viewer: CaptureViewer | undefined,
  ) {}

  /** Shows the state after a line (from 0), or after one turn of it, with its packets; opens the panel when there is none, and leaves the focus. */
  async show(uri: string, line: number, turn?: number): Promise<void> {
    this.target = { uri, line, turn };
    if (this.panel) {
      this.panel.reveal(undefined, true);
    } else {
      const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      this.adopt(window.createWebviewPanel(VIEW_TYPE, 'Netlab', place));
    }
    await this.refresh();
  }

  /** Takes over a panel that VS Code has restored after a reload; its page comes with the state it kept. */
  async restore(panel: WebviewPanel, state: PanelState | undefined): Promise<void> {
    this.adopt(panel);
    if (!state) return this.post({ type: 'empty', message: 'Choose ▶ Run packet above a command.' });
    this.target = { uri: state.uri, line: state.line };
    this.pinned = state.pinned ?? false;
    // The server knows only documents that are open.
    await workspace.openTextDocument(Uri.parse(state.uri)).then(undefined, () => undefined);
    await this.refresh();
  }

  /** Follows the target's line when lines come or go above it. */
  edited(uri: string, edits: Parameters<typeof lineAfter>[1]): void {
    if (this.target?.uri !== uri) return;
    // The command's place in the run may be another after an edit.
    const { line, turn } = this.target;
    this.target = { uri, line: lineAfter(line, edits), turn };
  }

  /** The cursor has moved to a line: what is shown goes along, unless it is pinned. */
  async cursorAt(uri: string, line: number): Promise<void> {
    if (!this.panel?.visible || this.pinned || this.target?.uri !== uri || this.target.line === line) return;
    this.target = { uri, line };
    await this.refresh();
  }

  /** A document was run again: what is shown of it is old. */
  async ran(uri: string): Promise<void> {
    if (this.panel && this.target?.uri === uri) await this.refresh();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel = panel;
    panel.iconPath = Uri.joinPath(this.extension, 'media/icon.png');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(this.extension, 'dist/webview')],
    };
    panel.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.last = undefined;
    });
    panel.webview.html = panelPage(panel.webview, this.extension);
  }

  private async receive(message: FromPanel): Promise<void> {
    if (message.type === 'pin') this.pinned = message.pinned;
    if (message.type === 'ready') {
      if (this.last) this.post(this.last);
      this.tell({ type: 'pinned', pinned: this.pinned });
      this.tell({ type: 'host', wireshark: this.viewer !== undefined });
    }
    if (!this.target) return;
    const { uri } = this.target;
    if (message.type === 'reveal') await revealLine(Uri.parse(uri), message.line);
    if (message.type === 'fix' && this.last?.type === 'scene') await applyFix(this.last.scene, message);
    if (message.type === 'moment') await this.showMoment(message.order);
    if (message.type === 'copy') await this.copy(message.table, message.order);
    if (message.type === 'capture') await this.capture(message.of, message.open);
    if (message.type === 'save') {
      const { name, content, encoding } = message;
      const bytes = encoding === 'text' ? new TextEncoder().encode(content) : bytesOfBase64(content);
      await saveBeside(Uri.parse(uri), name, bytes);
    }
    if (message.type === 'goto') await this.goTo(message.command);
  }

  private async goTo(command: number): Promise<void> {
    const notch = this.last?.type === 'scene' ? this.last.scene.commands[command] : undefined;
    if (!this.target || notch === undefined) return;
    this.target = { uri: this.target.uri, line: notch.line, command };
    await this.refresh();
  }

  /** Saves frames as a file, or shows them in the viewer. */
  private async capture(of: CaptureOf, open: boolean): Promise<void> {
    if (!this.target) return;
    const { uri } = this.target;
    const file = await this.server.capture({ uri, of });
    if (file === null) return;
    const base = uri.slice(uri.lastIndexOf('/') + 1).replace(/\.netlab$/, '');
    const name = `${decodeURIComponent(base)}.pcapng`;
    if (open) await this.viewer?.open(name, bytesOfBase64(file));
    else await saveBeside(Uri.parse(uri), name, bytesOfBase64(file));
  }

  private async copy(table: string, order: number | undefined): Promise<void> {
    const shown = this.last?.type === 'scene' ? this.last.scene : undefined;
    if (shown?.at === undefined) return;
    const { uri, at } = shown;
    const moment = order === undefined ? {} : { order };
    const text = await this.server.tableText({ uri, command: at.index, table, ...moment });
    if (text !== null) await env.clipboard.writeText(text);
  }

  /** Sends the tables as of a hop, unless another scene is shown by then. */
  private async showMoment(order: number): Promise<void> {
    const shown = this.last;
    if (shown?.type !== 'scene' || shown.scene.at === undefined) return;
    const { uri, version, at } = shown.scene;
    const namespaces = await this.server.tables({ uri, command: at.index, order });
    if (namespaces === null || this.last !== shown) return;
    const message: ToPanel = { type: 'tables', version, command: at.index, order, namespaces };
    this.tell(message);
  }

  /** Shows the target. One question at a time: of targets that come meanwhile, only the last is asked about. */
  private async refresh(): Promise<void> {
    this.stale = true;
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.stale && this.target) {
        this.stale = false;
        const { target } = this;
        const message = await this.ask(target);
        if (this.target === target || !this.stale) this.post(message);
      }
    } finally {
      this.asking = false;
    }
  }

  private async ask({ uri, line, turn, command }: Target): Promise<ToPanel> {
    try {
      const scene = await this.server.scene({ uri, line, ...given({ turn, command }) });
      if (scene) return { type: 'scene', scene };
      return { type: 'empty', message: 'This lab has no commands yet.' };
    } catch (error) {
      return { type: 'empty', message: `The language server did not answer: ${(error as Error).message}` };
    }
  }

  private post(message: ToPanel): void {
    this.last = message;
    this.tell(message);
  }

  private tell(message: ToPanel): void {
    this.panel?.webview.postMessage(message);
  }
}

/** The parameters that are there. */
function given<T extends Record<string, number | undefined>>(parameters: T): { [Key in keyof T]?: number } {
  const there = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Key in keyof T]?: number };
}

/** Makes the panel's host, and keeps it informed of edits, runs and restored panels. */
export function registerPanel(context: ExtensionContext, server: Server, viewer?: CaptureViewer): PacketPanel {
  const panel = new PacketPanel(context.extensionUri, server, viewer);
  context.subscriptions.push(
    server.onRan(({ uri }) => panel.ran(uri)),
    workspace.onDidChangeTextDocument((change) => panel.edited(change.document.uri.toString(), change.contentChanges)),
    onCursor((uri, line) => panel.cursorAt(uri, line)),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (restored, state: PanelState | undefined) => panel.restore(restored, state),
    }),
  );
  return panel;
}
