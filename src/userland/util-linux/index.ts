import type { Program } from '../process.ts';
import { dmesg } from './dmesg.ts';
import { nsenter } from './nsenter.ts';
import { unshare } from './unshare.ts';

/** The programs of Debian's package util-linux that are simulated. */
export const utilLinux: ReadonlyMap<string, Program> = new Map([
  ['dmesg', dmesg],
  ['nsenter', nsenter],
  ['unshare', unshare],
]);
