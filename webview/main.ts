import type { FromPanel, PanelState, ToPanel } from '../src/protocol/webview.ts';
import { panelOn } from './panel.ts';
import { type Beat, beatOf, Player } from './player.ts';
import { type Action, stateOf, update } from './view/update.ts';
import { EMPTY, hopOf, isOfMoment, type View } from './view/view.ts';

/** What VS Code gives a webview to talk with it. */
interface Host {
  postMessage(message: FromPanel): void;
  getState(): PanelState | undefined;
  setState(state: PanelState | undefined): void;
}
declare function acquireVsCodeApi(): Host;

/** The page's only state; everything shown follows from it. */
let view = EMPTY;
const host = acquireVsCodeApi();
const player = new Player();

const draw = panelOn(document.body, {
  dispatch,
  reveal: (line) => {
    if (line !== undefined) host.postMessage({ type: 'reveal', line });
  },
  copy: (table) => {
    const order = isOfMoment(view) ? hopOf(view)?.order : undefined;
    host.postMessage({ type: 'copy', table, order });
  },
  pin: (pinned) => {
    dispatch({ type: 'pinned', pinned });
    host.postMessage({ type: 'pin', pinned });
  },
  goTo: (command) => host.postMessage({ type: 'goto', command }),
  save: (name, content, encoding) => host.postMessage({ type: 'save', name, content, encoding }),
  capture: (of, open) => host.postMessage({ type: 'capture', of, open }),
  fix: (index) => {
    if (view.scene) host.postMessage({ type: 'fix', index, version: view.scene.version });
  },
});

function dispatch(action: Action): void {
  view = update(view, action);
  const state = stateOf(view);
  // An empty panel keeps the state of the last scene, which may come back after a reload.
  if (state) host.setState(state);
  draw(view);
  askForTables();
  player.follow(view.playing, hopOf(view), beatOf(beatAt(view), view.speed), () => dispatch({ type: 'step', by: 1 }));
}

/** What the tables are wanted of, as it was asked last. */
let asked: { readonly scene: unknown; readonly order: number } | undefined;

/** Asks for the tables as of the moment shown, unless they are there or on their way. */
function askForTables(): void {
  const order = hopOf(view)?.order;
  if (!isOfMoment(view) || order === undefined || view.moment?.order === order) return;
  if (asked?.scene === view.scene && asked?.order === order) return;
  asked = { scene: view.scene, order };
  host.postMessage({ type: 'moment', order });
}

function beatAt(shown: View): Beat {
  const hop = hopOf(shown);
  if (hop === undefined || hop.to.length > 0) return 'wire';
  return hop.verdict === 'pass' ? 'inside' : 'turn';
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  if (data.type === 'scene') dispatch({ type: 'scene', scene: data.scene, kept: host.getState() });
  else dispatch(data);
});

/** Drawn again for another width only: heights follow from what is drawn. */
let width = 0;
new ResizeObserver(() => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  draw(view);
}).observe(document.body);

host.postMessage({ type: 'ready' });
