import type { DeviceNode } from '../../src/protocol/scene.ts';
import type { Box, Point } from './geometry.ts';
import { MONO_SIZE, monoWidth } from './text.ts';

/** The side of a room that a device is mounted on; `inside` for devices without a wire. */
export type Wall = 'top' | 'bottom' | 'left' | 'right' | 'inside';

/**
 * How a device is drawn: a card with its name and addresses, a jack (a port of a crowded switch, unlabelled), the bar of a
 * switch, or the small chip of a loopback device that has nothing but its usual address.
 */
export type DeviceForm = 'card' | 'jack' | 'switch' | 'chip';

/** A device with its place. */
export interface PlacedDevice extends Box {
  readonly device: DeviceNode;
  readonly form: DeviceForm;
  readonly wall: Wall;
  /** Where its wire is plugged in: on the wall. */
  readonly plug: Point;
  /** The addresses that are written on it. */
  readonly lines: readonly string[];
  /** What is written below or behind them: VLANs, the state of a port. */
  readonly notes: readonly string[];
}

export const ADDRESS_SIZE = 10;
const NAME_HEIGHT = 21;
const LINE_HEIGHT = 13;
const MOST_LINES = 3;
export const JACK = { width: 12, height: 9 } as const;
export const SWITCH_HEIGHT = 24;

/** A device's drawn size, before it has a place. */
export interface Shape {
  readonly device: DeviceNode;
  readonly form: DeviceForm;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** The addresses to write on a device: the first ones, and how many more there are. */
function linesOf({ addresses }: DeviceNode): string[] {
  if (addresses.length <= MOST_LINES) return [...addresses];
  const shown = addresses.slice(0, MOST_LINES - 1);
  return [...shown, `+${addresses.length - shown.length} more`];
}

/** True for a loopback device that has nothing to tell. */
export function isPlainLoopback({ kind, addresses }: DeviceNode): boolean {
  return kind === 'loopback' && addresses.every((address) => address === '127.0.0.1/8' || address === '::1/128');
}

export function cardOf(device: DeviceNode): Shape {
  const lines = linesOf(device);
  const notes = device.notes ?? [];
  const below = [...lines, ...notes];
  const widest = Math.max(monoWidth(device.name) + 26, ...below.map((line) => monoWidth(line, ADDRESS_SIZE) + 16));
  const height = NAME_HEIGHT + (below.length > 0 ? below.length * LINE_HEIGHT + 3 : 0);
  return { device, form: 'card', width: Math.max(48, widest), height, lines, notes };
}

export function jackOf(device: DeviceNode): Shape {
  return { device, form: 'jack', ...JACK, lines: [], notes: [] };
}

export function switchOf(device: DeviceNode): Shape {
  const [first, ...more] = device.addresses;
  const lines = first === undefined ? [] : [more.length === 0 ? first : `${first} +${more.length}`];
  const notes = device.notes ?? [];
  const behind = [...lines, ...notes];
  const label = monoWidth(device.name) + behind.reduce((sum, line) => sum + monoWidth(line, ADDRESS_SIZE) + 10, 0);
  return { device, form: 'switch', width: label + 44, height: SWITCH_HEIGHT, lines, notes };
}

/** Kinds whose ports stand around a bar: switches, bonds and VRFs. */
const BARS: ReadonlySet<string> = new Set(['bridge', 'bond', 'vrf']);

/** True for a device that is drawn as a bar with its ports. */
export function isBar({ kind, master }: DeviceNode): boolean {
  return BARS.has(kind) && master === undefined;
}

export function chipOf(device: DeviceNode): Shape {
  return { device, form: 'chip', width: monoWidth(device.name, MONO_SIZE) + 12, height: 16, lines: [], notes: [] };
}
