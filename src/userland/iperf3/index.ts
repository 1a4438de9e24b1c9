import type { Program } from '../process.ts';
import { iperf3 } from './iperf3.ts';

/** The programs of Debian's package iperf3. */
export const iperfPackage: ReadonlyMap<string, Program> = new Map([['iperf3', iperf3]]);
