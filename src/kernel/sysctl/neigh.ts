import type { Family } from '../../net/prefix.ts';
import { FULL_PACKET, type NeighParms } from '../neigh/parms.ts';
import type { Netns } from '../netns/netns.ts';
import { int, milliseconds, type ValueType } from './value.ts';

/** A setting of net.ipv4.neigh.DEV: which parameter, how much of it is 1, and what is taken. */
type Row = readonly [key: keyof NeighParms, unit: number, type: ValueType];

const COUNT = int(0);
/** Hundredths of a second (USER_HZ), seconds, and the kernel's own ticks, in milliseconds. */
const HUNDREDTH = 10;
const SECOND = 1000;
const TICK = 4;

const ROWS: Readonly<Record<string, Row>> = {
  anycast_delay: ['anycastDelay', HUNDREDTH, COUNT],
  app_solicit: ['appProbes', 1, COUNT],
  base_reachable_time: ['baseReachable', SECOND, COUNT],
  base_reachable_time_ms: ['baseReachable', 1, milliseconds],
  delay_first_probe_time: ['delayProbe', SECOND, COUNT],
  gc_stale_time: ['gcStale', SECOND, COUNT],
  interval_probe_time_ms: ['probeInterval', 1, milliseconds],
  locktime: ['locktime', HUNDREDTH, COUNT],
  mcast_resolicit: ['multicastReprobes', 1, COUNT],
  mcast_solicit: ['multicastProbes', 1, COUNT],
  proxy_delay: ['proxyDelay', HUNDREDTH, COUNT],
  proxy_qlen: ['proxyQueue', 1, COUNT],
  retrans_time: ['retrans', HUNDREDTH, COUNT],
  retrans_time_ms: ['retrans', 1, milliseconds],
  ucast_solicit: ['unicastProbes', 1, COUNT],
  unres_qlen: ['queueBytes', FULL_PACKET, COUNT],
  unres_qlen_bytes: ['queueBytes', 1, COUNT],
};

/** The names of the settings. */
export const NEIGH_NAMES: readonly string[] = Object.keys(ROWS);

/** Below /proc/sys: the folder of a family. */
export const neighFolder = (family: Family): string => `net/ipv${family}/neigh/`;

/** One setting of a device, or of those to come. */
interface NeighSetting {
  readonly parms: NeighParms;
  readonly row: Row;
}

/** The setting that a key names; undefined for none. */
export function neighSetting(netns: Netns, path: string): NeighSetting | undefined {
  const match = /^net\/ipv([46])\/neigh\/([^/]+)\/([^/]+)$/.exec(path);
  if (match === null) return undefined;
  const family = match[1] === '4' ? 4 : 6;
  const row = ROWS[match[3]!];
  const parms = neighFolders(netns, family).get(match[2]!);
  return row === undefined || parms === undefined ? undefined : { parms, row };
}

/** The folders of a family with what they hold: a device each, and that of the devices to come in the machine's first namespace. */
export function neighFolders(netns: Netns, family: Family): ReadonlyMap<string, NeighParms> {
  const folders = new Map<string, NeighParms>();
  const { kernel, byName } = netns;
  if (kernel.netns.initial === netns) folders.set('default', kernel.neighDefaults[family]);
  for (const { name, inet, neighParms } of byName.values())
    if (family === 6 || inet) folders.set(name, neighParms[family]);
  return folders;
}

/** What stands in the file. */
export function readNeigh({ parms, row: [key, unit] }: NeighSetting): string {
  return String(Math.floor(parms[key] / unit));
}

/** Takes a text; false for what is refused. Times are kept in ticks. */
export function writeNeigh({ parms, row: [key, unit, type] }: NeighSetting, text: string): boolean {
  const value = type(text, '');
  if (value === undefined) return false;
  const amount = Number(value) * unit;
  parms[key] = unit === HUNDREDTH ? Math.floor(amount / TICK) * TICK : amount;
  return true;
}
