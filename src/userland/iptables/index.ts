import type { Program } from '../process.ts';
import { iptables } from './iptables.ts';

/** Programs of the Debian package iptables. The three names of iptables are one program here. */
export const iptablesPrograms: ReadonlyMap<string, Program> = new Map([
  ['iptables', iptables],
  ['iptables-nft', iptables],
  ['iptables-legacy', iptables],
]);
