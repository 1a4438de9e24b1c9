import type { Program } from '../process.ts';
import { bridge } from './bridge/bridge.ts';
import { ip } from './ip/ip.ts';
import { ss } from './ss/ss.ts';

/** The programs of Debian's package iproute2 that are simulated. */
export const iproute2: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['ip', ip],
  ['bridge', bridge],
  ['ss', ss],
]);
