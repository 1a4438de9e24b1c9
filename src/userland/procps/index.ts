import type { Program } from '../process.ts';
import { sysctl } from './sysctl.ts';
import { uptime } from './uptime.ts';

/** The programs of Debian's package procps that are simulated. */
export const procps: ReadonlyMap<string, Program> = new Map([
  ['sysctl', sysctl],
  ['uptime', uptime],
]);
