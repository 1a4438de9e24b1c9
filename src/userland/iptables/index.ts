import type { Program } from '../process.ts';
import { ip6tables, iptables } from './iptables.ts';
import { xtablesMonitor } from './monitor.ts';
import { ip6tablesRestore, iptablesRestore } from './restore.ts';
import { ip6tablesSave, iptablesSave } from './save.ts';

/** Programs of the Debian package iptables. The names with -nft and -legacy are the same programs here. */
export const iptablesPrograms: ReadonlyMap<string, Program> = new Map([
  ['xtables-monitor', xtablesMonitor] as const,
  ...(['', '-nft', '-legacy'] as const).flatMap((kind): [string, Program][] => [
    [`iptables${kind}`, iptables],
    [`iptables${kind}-save`, iptablesSave],
    [`iptables${kind}-restore`, iptablesRestore],
    [`ip6tables${kind}`, ip6tables],
    [`ip6tables${kind}-save`, ip6tablesSave],
    [`ip6tables${kind}-restore`, ip6tablesRestore],
  ]),
]);
