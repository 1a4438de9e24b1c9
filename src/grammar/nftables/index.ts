import type { Command, Positional } from '../command.ts';
import { NFT_OPTIONS } from './options.ts';

const COMMAND: Positional = {
  name: 'COMMAND',
  value: 'text',
  optional: true,
  rest: true,
  doc: 'What to do: `add table ip t`, `list ruleset`',
};

/** nft(8). */
export const NFT: Command = {
  name: 'nft',
  doc: 'Tables, chains, rules and sets of nf_tables',
  style: 'getopt',
  package: 'nftables',
  options: NFT_OPTIONS,
  positionals: [COMMAND],
};
