import type { Network, Place } from '../../network/network.ts';
import type { Candidate } from './candidates.ts';

/** The chains that each table of iptables has; those that labs use most come first. */
const CHAINS: Readonly<Record<string, readonly string[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['POSTROUTING', 'PREROUTING', 'OUTPUT', 'INPUT'],
  mangle: ['PREROUTING', 'FORWARD', 'POSTROUTING', 'INPUT', 'OUTPUT'],
  raw: ['PREROUTING', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Targets that a table's chains are for; all but these may stand there too. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  'nat POSTROUTING': ['MASQUERADE', 'SNAT'],
  'nat INPUT': ['SNAT'],
  'nat PREROUTING': ['DNAT', 'REDIRECT'],
  'nat OUTPUT': ['DNAT', 'REDIRECT'],
  mangle: ['MARK', 'CONNMARK', 'TCPMSS', 'TTL'],
  raw: ['NOTRACK', 'CT'],
  filter: ['ACCEPT', 'DROP', 'REJECT', 'LOG'],
};

const VERDICTS = ['ACCEPT', 'DROP', 'RETURN'];

/** The words of a command of iptables that say where it works. */
interface Where {
  readonly table: string;
  /** The table as chains name it. */
  readonly key: string;
  readonly chain: string | undefined;
}

function whereOf(argv: readonly string[]): Where {
  const at = argv.findIndex((word) => word === '-t' || word === '--table');
  const table = (at < 0 ? undefined : argv[at + 1]) ?? 'filter';
  const family = argv.some((word) => word.startsWith('ip6tables')) ? 'ip6 ' : '';
  const command = argv.findIndex((word) => /^-(?:[ADCIR]|-append|-delete|-check|-insert|-replace)$/.test(word));
  return { table, key: `${family}${table}`, chain: command < 0 ? undefined : argv[command + 1] };
}

/** The chains of the table that a command names: those that it always has, then the lab's. */
export function chains(network: Network, place: Place, argv: readonly string[]): Candidate[] {
  const { table, key } = whereOf(argv);
  const known = network.kernel.netfilter.chains(place.netns).filter((each) => each.table === key);
  const names = new Set([...(CHAINS[table] ?? []), ...known.map(({ chain }) => chain)]);
  return [...names].map((text) => ({ text, detail: `chain of ${table}` }));
}

/** Targets for the table and chain of a command, the likeliest first, and the chains of the lab. */
export function targets(network: Network, place: Place, argv: readonly string[]): Candidate[] {
  const { table, chain, key } = whereOf(argv);
  const first = FIRST[`${table} ${chain}`] ?? FIRST[table] ?? [];
  const own = network.kernel.netfilter
    .chains(place.netns)
    .filter((each) => each.table === key && each.policy === undefined && each.chain !== chain);
  return [
    ...first.map((text) => ({ text })),
    ...own.map((each) => ({ text: each.chain, detail: `chain of ${table}, ${each.rules.length} rules` })),
    ...VERDICTS.map((text) => ({ text })),
  ];
}
