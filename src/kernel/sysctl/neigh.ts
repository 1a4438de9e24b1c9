import type { Family } from '../../net/prefix.ts';
import { FULL_PACKET, type NeighParms, withParms } from '../neigh/parms.ts';
import type { Netns } from '../netns/netns.ts';
import { int, milliseconds, seconds, type ValueType } from './value.ts';

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
  gc_stale_time: ['gcStale', SECOND, seconds],
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

/** What has parameters: a device, or the machine for devices to come. */
interface Parametrised {
  neighParms: Readonly<Record<Family, NeighParms>>;
}

/** One setting of a device, or of those to come. */
interface NeighSetting {
  readonly of: Parametrised;
  readonly family: Family;
  readonly row: Row;
}

/** The setting that a key names; undefined for none. */
export function neighSetting(netns: Netns, path: string): NeighSetting | undefined {
  const match = /^net\/ipv([46])\/neigh\/([^/]+)\/([^/]+)$/.exec(path);
  if (match === null) return undefined;
  const family = match[1] === '4' ? 4 : 6;
  const row = ROWS[match[3]!];
  const of = neighFolders(netns, family).get(match[2]!);
  return row === undefined || of === undefined ? undefined : { of, family, row };
}

/** The folders of a family with whose they are: a device's each, and that of the devices to come in the machine's first namespace. */
export function neighFolders(netns: Netns, family: Family): ReadonlyMap<string, Parametrised> {
  const folders = new Map<string, Parametrised>();
  const { kernel, byName } = netns;
  if (kernel.netns.initial === netns) folders.set('default', kernel);
  for (const device of byName.values()) if (family === 6 || device.inet) folders.set(device.name, device);
  return folders;
}

/** What stands in the file. */
export function readNeigh({ of, family, row: [key, unit] }: NeighSetting): string {
  return String(Math.floor(of.neighParms[family][key] / unit));
}

/** Takes a text; false for what is refused. Times are kept in ticks. */
export function writeNeigh({ of, family, row: [key, unit, type] }: NeighSetting, text: string): boolean {
  const value = type(text, '');
  if (value === undefined) return false;
  const amount = Number(value) * unit;
  const kept = unit === HUNDREDTH ? Math.floor(amount / TICK) * TICK : amount;
  of.neighParms = withParms(of.neighParms, family, { [key]: kept });
  return true;
}
