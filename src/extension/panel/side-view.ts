import {
  commands,
  Disposable,
  type TextEditor,
  type WebviewView,
  type WebviewViewResolveContext,
  window,
} from 'vscode';
import type { PanelState } from '../../protocol/webview.ts';
import { Session, type Surroundings, type Target } from './session.ts';

const VIEW = 'netlab.packet';

/** The view *Packet* in the side bar, which can be dragged to the other one or to the bottom: it shows the lab being edited. */
export class SideView {
  /** While the view has been opened. */
  session: Session | undefined;
  /** What to show once it is. */
  private wanted: Target | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  /** Opens the view and shows a line in it. */
  async show(target: Target): Promise<void> {
    this.wanted = target;
    await commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
    await this.session?.show(target);
  }

  register(): Disposable {
    return Disposable.from(
      window.registerWebviewViewProvider(VIEW, {
        resolveWebviewView: (view, context: WebviewViewResolveContext<PanelState>) => this.open(view, context.state),
      }),
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
    );
  }

  private async open(view: WebviewView, state: PanelState | undefined): Promise<void> {
    const entitle = (name: string) => {
      view.description = name;
    };
    const session = new Session(view, entitle, this.surroundings);
    this.session = session;
    view.onDidDispose(() => {
      this.session = undefined;
    });
    const target = this.wanted ?? (state ? undefined : targetOf(window.activeTextEditor));
    if (target) await session.show(target);
    else await session.restore(state);
  }

  /** Another lab is edited: it is shown, unless what is shown is pinned. */
  private async follow(editor: TextEditor | undefined): Promise<void> {
    const target = targetOf(editor);
    if (target && this.session && !this.session.isPinned && this.session.uri !== target.uri) {
      await this.session.show(target);
    }
  }
}

function targetOf(editor: TextEditor | undefined): Target | undefined {
  if (editor?.document.languageId !== 'netlab') return undefined;
  return { uri: editor.document.uri.toString(), line: editor.selection.active.line };
}
