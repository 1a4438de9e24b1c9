import type { Cause } from '../cause.ts';
import type { HookName, TableName } from './requests.ts';
import type { Rule } from './rule.ts';

/** The tables with the hooks they have, in the order of their priorities at each hook (struct xt_table's valid_hooks). */
export const HOOKS_OF_TABLE: Readonly<Record<TableName, readonly HookName[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** A chain: of a hook with a policy (a base chain), or made by the user. */
export class Chain {
  name: string;
  readonly table: TableName;
  /** The hook of a base chain; undefined for a user's chain. */
  readonly hook: HookName | undefined;
  policy: 'ACCEPT' | 'DROP' = 'ACCEPT';
  /** Packets the policy decided; only counted once `counting` (NFTA_CHAIN_COUNTERS was given). */
  packets = 0;
  bytes = 0;
  counting = false;
  readonly rules: Rule[] = [];
  /** The command that made it; of a base chain, the one that last set its policy. */
  cause: Cause;

  constructor(name: string, table: TableName, hook: HookName | undefined, cause: Cause) {
    this.name = name;
    this.table = table;
    this.hook = hook;
    this.cause = cause;
  }
}

/** A table of iptables: what nf_tables has of it. Base chains come into being when first used, so any may be absent. */
export class Table {
  readonly name: TableName;
  /** In order of creation. */
  readonly chains = new Map<string, Chain>();

  constructor(name: TableName) {
    this.name = name;
  }
}
