import { type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { PanelState } from '../../protocol/webview.ts';
import type { CaptureViewer } from '../capture-viewer.ts';
import { onCursor } from '../cursor.ts';
import type { Server } from '../server.ts';
import { Session, type Surroundings, type Target } from './session.ts';
import { SideView } from './side-view.ts';

const VIEW_TYPE = 'netlab.panel';

/** All places where journeys are shown: a panel for each lab among the editors, and the view in the side bar. */
export class Panels {
  private readonly panels = new Map<WebviewPanel, Session>();
  readonly side: SideView;

  constructor(private readonly surroundings: Surroundings) {
    this.side = new SideView(surroundings);
  }

  /**
   * Shows the state after a line, with its packets, where the lab is shown already; else in the side bar where the view is
   * open there, else in a new panel beside the editor. Leaves the focus.
   */
  async show(target: Target): Promise<void> {
    const [panel, session] = [...this.panels].find(([, { uri }]) => uri === undefined || uri === target.uri) ?? [];
    if (session) {
      panel?.reveal(undefined, true);
      await session.show(target);
    } else if (this.side.session?.visible) {
      await this.side.session.show(target);
    } else {
      const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      await this.adopt(window.createWebviewPanel(VIEW_TYPE, 'Netlab', place)).show(target);
    }
  }

  /** Takes over a panel that VS Code has restored after a reload; its page comes with the state it kept. */
  restore(panel: WebviewPanel, state: PanelState | undefined): Promise<void> {
    return this.adopt(panel).restore(state);
  }

  /** Every page there is. */
  get sessions(): readonly Session[] {
    return [...this.panels.values(), ...(this.side.session ? [this.side.session] : [])];
  }

  private adopt(panel: WebviewPanel): Session {
    panel.iconPath = Uri.joinPath(this.surroundings.extension, 'media/icon.png');
    const entitle = (name: string) => {
      panel.title = `Netlab: ${name}`;
    };
    const session = new Session(panel, entitle, this.surroundings);
    this.panels.set(panel, session);
    panel.onDidDispose(() => this.panels.delete(panel));
    return session;
  }
}

/** Makes the panels' host, and keeps it informed of edits, runs and restored panels. */
export function registerPanels(context: ExtensionContext, server: Server, viewer?: CaptureViewer): Panels {
  const panels = new Panels({ extension: context.extensionUri, server, viewer });
  const each = (tell: (session: Session) => unknown) => panels.sessions.forEach(tell);
  context.subscriptions.push(
    server.onRan(({ uri }) => each((session) => session.ran(uri))),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
      each((session) => session.edited(document.uri.toString(), contentChanges)),
    ),
    onCursor((uri, line) => each((session) => session.cursorAt(uri, line))),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (restored, state: PanelState | undefined) => panels.restore(restored, state),
    }),
    panels.side.register(),
  );
  return panels;
}
