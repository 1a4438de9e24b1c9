import type { Chain, Table } from '../../../kernel/netfilter/table.ts';
import type { Process } from '../../process.ts';
import { isXtMatch } from './match.ts';
import { isXtTarget } from './target.ts';

/** Where something in these chains is of iptables' own, nft says so on standard error before it shows them. */
export function warnOfXtables(process: Process, table: Table, chains: Iterable<Chain>): void {
  if (![...chains].some(hasXtables)) return;
  process.stderr.write(`# Warning: table ${table.family} ${table.name} is managed by iptables-nft, do not touch!\n`);
}

function hasXtables({ rules }: Chain): boolean {
  return rules.some(
    ({ native, spec: { matches, target } }) =>
      native === undefined && (matches.some(isXtMatch) || (target !== undefined && isXtTarget(target))),
  );
}
