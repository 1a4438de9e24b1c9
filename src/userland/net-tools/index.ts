import type { Program } from '../process.ts';
import { arp } from './arp.ts';
import { ifconfig } from './ifconfig.ts';
import { netstat } from './netstat.ts';
import { route } from './route.ts';

/** The programs of Debian's package net-tools that are simulated. */
export const netTools: ReadonlyMap<string, Program> = new Map([
  ['arp', arp],
  ['ifconfig', ifconfig],
  ['netstat', netstat],
  ['route', route],
]);
