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

export function tablesOf({ scene, namespace }: View): NamespaceScene | undefined {
  return scene?.namespaces.find(({ id }) => id === namespace);
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
