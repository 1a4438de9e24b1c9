import type { Table } from '../../../kernel/netfilter/table.ts';
import type { Process } from '../../process.ts';

/** Tables that iptables made are iptables' own; nft says so on standard error before it shows one. */
export function warnOfXtables(process: Process, table: Table): void {
  const isXtables = [...table.chains.values()].some(({ rules }) => rules.some(({ native }) => native === undefined));
  if (!isXtables) return;
  process.stderr.write(`# Warning: table ${table.family} ${table.name} is managed by iptables-nft, do not touch!\n`);
}
