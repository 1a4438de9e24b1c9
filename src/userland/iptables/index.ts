import type { Program } from '../process.ts';
import { ip6tables } from './ip6tables.ts';
import { iptables } from './iptables.ts';
import { iptablesRestore } from './restore.ts';
import { iptablesSave } from './save.ts';

/** Programs of the Debian package iptables. The names with -nft and -legacy are the same programs here. */
export const iptablesPrograms: ReadonlyMap<string, Program> = new Map([
  ['iptables', iptables],
  ['iptables-nft', iptables],
  ['iptables-legacy', iptables],
  ['ip6tables', ip6tables],
  ['ip6tables-save', ip6tables],
  ['ip6tables-restore', ip6tables],
  ['iptables-save', iptablesSave],
  ['iptables-nft-save', iptablesSave],
  ['iptables-legacy-save', iptablesSave],
  ['iptables-restore', iptablesRestore],
  ['iptables-nft-restore', iptablesRestore],
  ['iptables-legacy-restore', iptablesRestore],
]);
