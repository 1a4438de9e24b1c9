import type { Cause } from '../cause.ts';
import type { NftObject } from './nft/object.ts';
import type { NftSet } from './nft/set.ts';
import type { ChainType, Family, HookName, TableName } from './requests.ts';
import type { Rule } from './rule.ts';

/** The tables with the hooks they have, in the order of their priorities at each hook (struct xt_table's valid_hooks). */
export const HOOKS_OF_TABLE: Readonly<Record<TableName, readonly HookName[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Priorities of iptables' tables at their hooks (enum nf_ip_hook_priorities). */
const PRIORITIES: Readonly<Record<TableName, number>> = { raw: -300, mangle: -150, nat: -100, filter: 0, security: 50 };

/** The hooks where NAT changes sources, which comes behind everything else (NF_IP_PRI_NAT_SRC). */
const SOURCE_NAT = 100;

/** Where a base chain is hooked (struct nft_base_chain). */
export interface BaseChain {
  readonly type: ChainType;
  readonly hook: HookName;
  readonly priority: number;
  /** The devices of INGRESS and EGRESS. */
  readonly devices?: readonly string[];
}

/** The base chain of that name in a table of iptables. */
export function xtablesBase(table: TableName, hook: HookName): BaseChain {
  const isSource = table === 'nat' && (hook === 'INPUT' || hook === 'POSTROUTING');
  const type = table === 'nat' ? 'nat' : table === 'mangle' && hook === 'OUTPUT' ? 'route' : 'filter';
  return { type, hook, priority: isSource ? SOURCE_NAT : PRIORITIES[table] };
}

/** A chain: of a hook with a policy (a base chain), or made by the user. */
export class Chain {
  name: string;
  /** The key of its table. */
  readonly table: string;
  /** Undefined for a user's chain. */
  readonly base: BaseChain | undefined;
  policy: 'ACCEPT' | 'DROP' = 'ACCEPT';
  /** Packets the policy decided; only counted once `counting` (NFTA_CHAIN_COUNTERS was given). */
  packets = 0;
  bytes = 0;
  counting = false;
  readonly rules: Rule[] = [];
  readonly handle: number;
  /** When it was hooked: of equal priorities the newest comes first (nf_hook_entries_grow). */
  order = 0;
  comment: string | undefined = undefined;
  /** The command that made it; of a base chain, the one that last set its policy. */
  cause: Cause;

  constructor(name: string, table: Table, base: BaseChain | undefined, cause: Cause) {
    this.name = name;
    this.table = table.key;
    this.base = base;
    this.handle = table.nextHandle();
    this.cause = cause;
  }

  /** The hook of a base chain; undefined for a user's chain. */
  get hook(): HookName | undefined {
    return this.base?.hook;
  }
}

/** How a table is found: tables of family ip, which are those of iptables, by their bare name. */
export function tableKey(family: Family, name: string): string {
  return family === 'ip' ? name : `${family} ${name}`;
}

/** A table of nf_tables; iptables' are among them. Their base chains come into being when first used, so any may be absent. */
export class Table {
  readonly family: Family;
  readonly name: string;
  readonly handle: number;
  /** In order of creation. */
  readonly chains = new Map<string, Chain>();
  readonly sets = new Map<string, NftSet>();
  /** Counters, quotas and limits that have a name, by kind and name. */
  readonly objects = new Map<string, NftObject>();
  /** Its chains are not hooked (NFT_TABLE_F_DORMANT). */
  dormant = false;
  comment: string | undefined = undefined;
  readonly cause: Cause | undefined;
  /** The last number that was given. */
  handles = 0;

  constructor(name: string, family: Family = 'ip', handle: number = 0, cause?: Cause) {
    this.name = name;
    this.family = family;
    this.handle = handle;
    this.cause = cause;
  }

  get key(): string {
    return tableKey(this.family, this.name);
  }

  /** Numbers chains, rules, sets and objects as they come (nf_tables_alloc_handle). */
  nextHandle(): number {
    return ++this.handles;
  }
}
