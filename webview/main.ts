import type { FromPanel, PanelState, ToPanel } from '../src/protocol/webview.ts';
import { panelOn } from './panel.ts';
import { type Beat, beatOf, Player } from './player.ts';
import { registerComponents } from './toolkit.ts';
import { type Action, stateOf, update } from './view/update.ts';
import { EMPTY, hopOf, type View } from './view/view.ts';

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

registerComponents();
const draw = panelOn(document.body, {
  dispatch,
  reveal: (line) => {
    if (line !== undefined) host.postMessage({ type: 'reveal', line });
  },
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
  player.follow(view.playing, hopOf(view), beatOf(beatAt(view), view.speed), () => dispatch({ type: 'step', by: 1 }));
}

function beatAt(shown: View): Beat {
  const hop = hopOf(shown);
  if (hop === undefined || hop.to.length > 0) return 'wire';
  return hop.verdict === 'pass' ? 'inside' : 'turn';
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  if (data.type === 'scene') dispatch({ type: 'scene', scene: data.scene, kept: host.getState() });
  else if (data.type === 'empty') dispatch(data);
});

/** Drawn again for another width only: heights follow from what is drawn. */
let width = 0;
new ResizeObserver(() => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  draw(view);
}).observe(document.body);

host.postMessage({ type: 'ready' });
