import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import { readNft } from './nft-names.ts';
import { nftTextOf } from './nft-text.ts';
import type { Mention } from './symbols.ts';

/** The tables, chains, sets and objects that an execution of nft names. What iptables calls so too is the same thing. */
export function* mentionsInNft(lab: Analysis, record: CommandRecord): Generator<Mention> {
  const written = lab.script.commandAt(record.range.start);
  if (written?.range.start !== record.range.start) return;
  const said = nftTextOf(lab.lineOf(record), written, lab.text);
  const netns = lab.netnsOf(record);
  for (const each of readNft(said.text).names) {
    const { kind, table, name, defines } = each;
    const range = said.originOf(each) ?? record.range;
    const made = defines && record.exitCode === 0;
    if (kind === 'table') yield { thing: `nft-table ${netns} ${table}`, name, kind: 'nft-table', range, defines: made };
    else if (kind === 'chain') yield { thing: `chain ${netns} ${table} ${name}`, name, kind, range, defines: made };
    else yield { thing: `nft-${kind} ${netns} ${table} ${name}`, name, kind: `nft-${kind}`, range, defines: made };
  }
}
