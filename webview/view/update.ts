import type { PacketScene, Scene } from '../../src/protocol/scene.ts';
import type { PanelState, ToPanel } from '../../src/protocol/webview.ts';
import { storyOf } from './frames.ts';
import { decidingRows, EMPTY, hopOf, momentOf, packetOf, type TableKind, type View } from './view.ts';

/** What can happen to the panel. */
export type Action =
  | { readonly type: 'scene'; readonly scene: Scene; readonly kept: PanelState | undefined }
  | { readonly type: 'empty'; readonly message: string }
  | { readonly type: 'packet'; readonly packet: number }
  | { readonly type: 'hop'; readonly hop: number }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'seek'; readonly frame: number }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'namespace'; readonly namespace: string }
  | { readonly type: 'table'; readonly table: TableKind }
  | { readonly type: 'search'; readonly text: string }
  /** Compare with the run shown from now on. */
  | { readonly type: 'accept' }
  | { readonly type: 'filter'; readonly text: string }
  /** Sorts by a column; once more the other way, then no longer. */
  | { readonly type: 'sort'; readonly column: string }
  | { readonly type: 'as-of'; readonly asOf: 'line' | 'moment' }
  | Extract<ToPanel, { readonly type: 'tables' | 'pinned' | 'host' }>
  | { readonly type: 'fold'; readonly unfolded: boolean };

/** The view after an action. */
export function update(view: View, action: Action): View {
  switch (action.type) {
    case 'scene':
      return shown(view, action.scene, action.kept);
    case 'empty':
      return { ...EMPTY, message: action.message, pinned: view.pinned, wireshark: view.wireshark };
    case 'packet':
      return cued(atPacket({ ...view, playing: false }, action.packet));
    case 'hop':
      return atHop({ ...view, playing: false, cue: undefined }, action.hop);
    case 'step':
      return step(view, action.by);
    case 'seek':
      return atFrame({ ...view, playing: false, cue: undefined }, action.frame);
    case 'speed':
      return { ...view, speed: action.speed };
    case 'play':
      return play(view);
    case 'pause':
      return { ...view, playing: false };
    case 'namespace':
      return { ...view, namespace: action.namespace };
    case 'table':
      return { ...view, table: action.table };
    case 'search':
      return { ...view, search: action.text };
    case 'accept':
      return { ...view, before: view.scene };
    case 'filter':
      return { ...view, filter: action.text };
    case 'sort':
      return { ...view, sort: sorted(view, action.column) };
    case 'as-of':
      return { ...view, asOf: action.asOf };
    case 'tables':
      return withTables(view, action);
    case 'host':
      return { ...view, wireshark: action.wireshark };
    case 'pinned':
      return { ...view, pinned: action.pinned };
    case 'fold':
      return { ...view, unfolded: action.unfolded };
  }
}

/** A new scene keeps what the reader had chosen as long as it is about the same line and the same packet. */
function shown(view: View, scene: Scene, kept: PanelState | undefined): View {
  const before = view.scene === undefined ? kept : stateOf(view);
  const same =
    before !== undefined &&
    before.uri === scene.uri &&
    before.line === scene.at?.line &&
    (view.scene === undefined || sameTurn(view.scene, scene));
  const { search, filter, sort, pinned, wireshark } = view;
  const { table, speed, unfolded, asOf } = view.scene === undefined ? { ...view, ...kept?.settings } : view;
  const fresh = atPacket(
    {
      ...EMPTY,
      ...{ scene, table, search, unfolded, speed, filter, sort, asOf, pinned, wireshark },
      before: baseline(view, scene),
    },
    selectedIndex(scene),
  );
  const wanted = same ? before.packet : undefined;
  const packet = wanted === undefined ? undefined : scene.journey?.packets[wanted];
  const known = view.scene === undefined || sameWay(packetOf(view), packet);
  if (!same || wanted === undefined || packet === undefined || !known)
    return fresh.hop === undefined ? restoreNamespace(fresh, same, before) : fresh;
  const hop = Math.min(before.hop ?? Number.POSITIVE_INFINITY, packet.hops.length - 1);
  const restored = before.hop === undefined ? atPacket(fresh, wanted) : atHop({ ...fresh, packet: wanted }, hop);
  // After a reload the reader finds the table that he had before him, even if another one decided.
  return restoreNamespace(view.scene === undefined ? { ...restored, table } : restored, same, before);
}

function restoreNamespace(view: View, same: boolean, before: PanelState | undefined): View {
  const wanted = same ? before?.namespace : undefined;
  const exists = view.scene?.namespaces.some(({ id }) => id === wanted) ?? false;
  return exists && wanted !== undefined ? { ...view, namespace: wanted } : view;
}

/** Of a line that was run several times, another turn is another command; an edit may have moved it. */
function sameTurn(before: Scene, after: Scene): boolean {
  return before.version !== after.version || before.at?.index === after.at?.index;
}

/** An edit that changes a packet's fate shows the journey anew: that is what the reader waits for. */
function sameWay(before: PacketScene | undefined, after: PacketScene | undefined): boolean {
  return before?.title === after?.title && before?.fate === after?.fate && before?.hops.length === after?.hops.length;
}

function selectedIndex({ journey }: Scene): number {
  const index = journey?.packets.findIndex(({ id }) => id === journey.selected) ?? -1;
  return Math.max(0, index);
}

/** Chooses a packet, at the hop that decided its fate. */
function atPacket(view: View, index: number): View {
  const packet = view.scene?.journey?.packets[index];
  if (packet === undefined || packet.hops.length === 0) {
    const namespace = view.namespace ?? defaultNamespace(view);
    return { ...view, packet: packet === undefined ? undefined : index, hop: undefined, namespace };
  }
  return atHop({ ...view, packet: index }, decidingHop(packet));
}

/** The hop that says what became of a packet: its last drop or delivery, whichever its fate is, else the last one. */
export function decidingHop({ fate, hops }: PacketScene): number {
  const verdict =
    fate === 'dropped' ? 'drop' : fate === 'delivered' ? 'deliver' : fate === 'ignored' ? 'consume' : undefined;
  const index = hops.findLastIndex((hop) => hop.verdict === verdict);
  return index < 0 ? hops.length - 1 : index;
}

/** Chooses a hop; the tables follow to its namespace, and to the table that decided there. */
function atHop(view: View, index: number): View {
  const hops = packetOf(view)?.hops ?? [];
  const hop = Math.max(0, Math.min(index, hops.length - 1));
  const next = { ...view, hop, namespace: hops[hop]?.namespace ?? view.namespace };
  const rows = decidingRows(next);
  const tables = view.scene?.namespaces.find(({ id }) => id === hopOf(next)?.namespace)?.tables ?? [];
  const deciding = tables.filter((table) => table.rows.some(({ id }) => rows.has(id)));
  // The rule leads to the route: where both decided, the route says more.
  const best = deciding.find(({ kind }) => kind !== 'rules') ?? deciding[0];
  return { ...next, table: best?.kind ?? view.table };
}

/** Chooses a moment of the story. */
function atFrame(view: View, index: number): View {
  const frames = momentOf(view)?.story.frames ?? [];
  const frame = frames[Math.max(0, Math.min(index, frames.length - 1))];
  return frame === undefined ? view : atHop({ ...view, packet: frame.main.packet }, frame.main.hop);
}

/** Goes on, or back, by one moment, whichever packet that is about. */
function step(view: View, by: 1 | -1): View {
  const moment = momentOf(view);
  const next = (moment?.frame ?? 0) + by;
  const last = (moment?.story.frames.length ?? 0) - 1;
  if (moment === undefined || next < 0 || next > last) return { ...view, playing: false };
  return { ...atFrame(view, next), playing: view.playing && next < last, cue: undefined };
}

/** After a packet was chosen, playing begins with its first moment. */
function cued(view: View): View {
  if (view.scene?.journey === undefined || view.packet === undefined) return view;
  return { ...view, cue: storyOf(view.scene.journey).frameOf({ packet: view.packet, hop: 0 }) };
}

/** Plays on from the moment shown, from the start when that is the last one. */
function play(view: View): View {
  const moment = momentOf(view);
  const length = moment?.story.frames.length ?? 0;
  if (moment === undefined || length < 2) return view;
  const from = view.cue ?? (moment.frame >= length - 1 ? 0 : moment.frame);
  return { ...atFrame(view, from), playing: true, cue: undefined };
}

/** What a scene is compared with: the first run of the same command that was seen, until another command is shown. */
function baseline({ scene, before }: View, after: Scene): Scene {
  const known = before ?? scene;
  const [was, is] = [known?.journey, after.journey];
  const same = known?.uri === after.uri && was?.command === is?.command && was?.namespace === is?.namespace;
  return same ? known : after;
}

function sorted({ sort }: View, column: string): View['sort'] {
  if (sort?.column !== column) return { column, down: false };
  return sort.down ? undefined : { column, down: true };
}

/** Takes tables as of a hop, if they are of the scene shown. They may come late, and are then of a hop that was left. */
function withTables(view: View, { version, command, order, namespaces }: Extract<ToPanel, { type: 'tables' }>): View {
  const { scene } = view;
  if (scene?.version !== version || scene.at?.index !== command) return view;
  return { ...view, moment: { order, namespaces } };
}

/** Without a packet: the namespace the command was run in, else the first one that somebody made. */
function defaultNamespace({ scene }: View): string | undefined {
  const nodes = scene?.topology.namespaces ?? [];
  const named = nodes.find(({ name }) => name === scene?.journey?.namespace);
  return (named ?? nodes.find(({ kind }) => kind !== 'internet') ?? nodes[0])?.id;
}

/** What survives a reload of the page. */
export function stateOf(view: View): PanelState | undefined {
  const { scene, packet, hop, namespace, pinned } = view;
  if (scene?.at === undefined) return undefined;
  const { line, index } = scene.at;
  const settings = settingsOf(view);
  return {
    ...{ uri: scene.uri, line, command: index, packet, hop, namespace },
    ...(pinned ? { pinned } : {}),
    ...(settings === undefined ? {} : { settings }),
  };
}

/** What the reader has set otherwise than it was at first; undefined where nothing is. */
function settingsOf({ table, speed, unfolded, asOf }: View): PanelState['settings'] {
  const all = { table, speed, unfolded, asOf };
  const names = Object.keys(all) as (keyof typeof all)[];
  const changed = names.filter((name) => all[name] !== EMPTY[name]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((name) => [name, all[name]]));
}
