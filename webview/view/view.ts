import type { HopScene, NamespaceScene, PacketScene, Scene, TableScene } from '../../src/protocol/scene.ts';
import { type Story, storyOf } from './frames.ts';

export type TableKind = TableScene['kind'];

/** What the panel shows: the scene, and what the reader has chosen in it. */
export interface View {
  readonly scene: Scene | undefined;
  /** Shown while there is no scene. */
  readonly message: string;
  /** Index into the journey's packets, and into that packet's hops. */
  readonly packet: number | undefined;
  readonly hop: number | undefined;
  /** Id of the namespace whose tables are shown. */
  readonly namespace: string | undefined;
  readonly table: TableKind;
  readonly playing: boolean;
  /** How fast it plays: 1 is normal. */
  readonly speed: number;
  /** The moment that playing begins with; undefined once the reader has chosen a moment himself. */
  readonly cue: number | undefined;
  /** What is looked for in the topology. */
  readonly search: string;
  /** The same command as it was before the text was edited. */
  readonly before: Scene | undefined;
  /** Only rows with this text are shown. */
  readonly filter: string;
  /** The column that rows are sorted by; undefined for the tool's own order. */
  readonly sort: { readonly column: string; readonly down: boolean } | undefined;
  /** Of when the tables are; undefined: of the moment once the reader has gone to one, else of the line. */
  readonly asOf: 'line' | 'moment' | undefined;
  /** The tables as of the hop with that `order`, as far as they have come. */
  readonly moment: { readonly order: number; readonly namespaces: readonly NamespaceScene[] } | undefined;
  /** True while the panel stays at its line though the cursor moves. */
  readonly pinned: boolean;
  /** True where Wireshark can be opened. */
  readonly wireshark: boolean;
  /** True when the reader wants every namespace of a large lab drawn. */
  readonly unfolded: boolean;
}

export const EMPTY: View = {
  scene: undefined,
  message: '',
  packet: undefined,
  hop: undefined,
  namespace: undefined,
  table: 'routes',
  playing: false,
  speed: 1,
  cue: 0,
  search: '',
  unfolded: false,
  before: undefined,
  filter: '',
  sort: undefined,
  asOf: undefined,
  moment: undefined,
  pinned: false,
  wireshark: false,
};

export function packetOf({ scene, packet }: View): PacketScene | undefined {
  return packet === undefined ? undefined : scene?.journey?.packets[packet];
}

export function hopOf(view: View): HopScene | undefined {
  return view.hop === undefined ? undefined : packetOf(view)?.hops[view.hop];
}

/** The journey as it is told, moment by moment, and the moment shown. */
export function momentOf({ scene, packet, hop }: View): { readonly story: Story; readonly frame: number } | undefined {
  if (scene?.journey === undefined || packet === undefined || hop === undefined) return undefined;
  const story = storyOf(scene.journey);
  return { story, frame: story.frameOf({ packet, hop }) };
}

/** Which hops of the chosen packet have happened at the moment shown, and which of them just happen. */
export interface Progress {
  readonly reached: (hop: number) => boolean;
  readonly now: (hop: number) => boolean;
}

export function progressOf(view: View): Progress {
  const moment = momentOf(view);
  if (moment === undefined) return { reached: () => true, now: () => false };
  const frameOf = (hop: number) => moment.story.frameOf({ packet: view.packet!, hop });
  return {
    reached: (hop) => frameOf(hop) <= moment.frame,
    now: (hop) => frameOf(hop) === moment.frame,
  };
}

/** True when the tables are to be those of the moment shown. */
export function isOfMoment(view: View): boolean {
  const wanted = view.asOf ?? (view.cue === undefined ? 'moment' : 'line');
  return wanted === 'moment' && hopOf(view) !== undefined;
}

/** The tables of all namespaces; those of the moment before while those of a moment are on their way. */
export function namespacesOf(view: View): readonly NamespaceScene[] {
  return (isOfMoment(view) ? view.moment?.namespaces : undefined) ?? view.scene?.namespaces ?? [];
}

export function tablesOf(view: View): NamespaceScene | undefined {
  return namespacesOf(view).find(({ id }) => id === view.namespace);
}

/** Ids of the rows that decided at the chosen hop. */
export function decidingRows(view: View): ReadonlySet<string> {
  return new Set(hopOf(view)?.rows ?? []);
}

/** How people call a namespace. */
export function nameOf(scene: Scene, namespace: string): string {
  return scene.topology.namespaces.find(({ id }) => id === namespace)?.name ?? namespace;
}

/** A device's name, with its namespace. */
export function deviceName(scene: Scene, id: string): string {
  const device = scene.topology.devices.find((each) => each.id === id);
  return device === undefined ? id : `${nameOf(scene, device.namespace)}:${device.name}`;
}
