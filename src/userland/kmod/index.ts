import type { Program } from '../process.ts';
import { lsmod, rmmod } from './lsmod.ts';
import { modprobe } from './modprobe.ts';

/** The programs of Debian's package kmod that are simulated. */
export const kmod: ReadonlyMap<string, Program> = new Map([
  ['lsmod', lsmod],
  ['modprobe', modprobe],
  ['rmmod', rmmod],
]);
