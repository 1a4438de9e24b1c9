import { env, Uri, type Webview, workspace } from 'vscode';
import type { CaptureOf } from '../../protocol/requests.ts';
import type { FromPanel, PanelState, ToPanel } from '../../protocol/webview.ts';
import { applyFix } from '../apply-fix.ts';
import type { CaptureViewer } from '../capture-viewer.ts';
import { lineAfter } from '../follow-edits.ts';
import { revealLine } from '../reveal.ts';
import { bytesOfBase64, saveBeside } from '../save.ts';
import type { Server } from '../server.ts';
import { panelPage } from './page.ts';

/** What is shown: a line of a document (from 0); of one that was run several times, which command of the run. */
export interface Target {
  readonly uri: string;
  readonly line: number;
  /** Which of its turns, as a code lens names it. */
  readonly turn?: number | undefined;
  readonly command?: number | undefined;
}

/** Where a page stands: a panel among the editors, or the view in the side bar. */
export interface Stand {
  readonly webview: Webview;
  readonly visible: boolean;
}

/** What every session needs. */
export interface Surroundings {
  readonly extension: Uri;
  readonly server: Server;
  readonly viewer: CaptureViewer | undefined;
}

/** One page: it shows the scene of one line of one lab, and follows that line through edits and runs. */
export class Session {
  private target: Target | undefined;
  /** The message that the page shows, sent again when the page says that it has (re)loaded. */
  private last: ToPanel | undefined;
  /** True while the reader wants what is shown to stay where it is. */
  private pinned = false;
  /** True while the server is asked for a scene, and once another one is wanted. */
  private asking = false;
  private stale = false;
  private readonly server: Server;
  private readonly viewer: CaptureViewer | undefined;

  constructor(
    private readonly stand: Stand,
    /** Writes the lab's name over the page. */
    private readonly entitle: (name: string) => void,
    { extension, server, viewer }: Surroundings,
  ) {
    this.server = server;
    this.viewer = viewer;
    const { webview } = stand;
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist/webview')] };
    webview.onDidReceiveMessage((message: FromPanel) => this.receive(message));
    webview.html = panelPage(webview, extension);
  }

  /** The lab that is shown. */
  get uri(): string | undefined {
    return this.target?.uri;
  }

  get visible(): boolean {
    return this.stand.visible;
  }

  get isPinned(): boolean {
    return this.pinned;
  }

  /** Shows the state after a line, or after one turn of it, with its packets. */
  async show(target: Target): Promise<void> {
    this.target = target;
    this.entitle(nameOf(target.uri));
    await this.refresh();
  }

  /** Takes up what the page has kept through a reload. */
  async restore(state: PanelState | undefined): Promise<void> {
    if (!state) return this.post({ type: 'empty', message: 'Choose ▶ Run packet above a command.' });
    this.pinned = state.pinned ?? false;
    // The server knows only documents that are open.
    await workspace.openTextDocument(Uri.parse(state.uri)).then(undefined, () => undefined);
    await this.show({ uri: state.uri, line: state.line, command: state.command });
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
    if (!this.visible || this.pinned || this.target?.uri !== uri || this.target.line === line) return;
    this.target = { uri, line };
    await this.refresh();
  }

  /** A document was run again: what is shown of it is old. */
  async ran(uri: string): Promise<void> {
    if (this.target?.uri === uri) await this.refresh();
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
    const name = `${nameOf(uri).replace(/\.netlab$/, '')}.pcapng`;
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
    this.stand.webview.postMessage(message);
  }
}

/** The parameters that are there. */
function given<T extends Record<string, number | undefined>>(parameters: T): { [Key in keyof T]?: number } {
  const there = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Key in keyof T]?: number };
}

const nameOf = (uri: string) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
