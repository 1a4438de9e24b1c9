import type { ChainType, HookName } from '../requests.ts';
import type { Rule } from '../rule.ts';
import type { Chain, Table } from '../table.ts';
import { chainsNamed, type Statement } from './statement.ts';

/** Chains that may call each other before a rule is refused (NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16;

/** The hooks that statements of NAT may stand at. */
const NAT_HOOKS: Readonly<Record<string, readonly HookName[]>> = {
  masquerade: ['POSTROUTING'],
  snat: ['POSTROUTING', 'INPUT'],
  dnat: ['PREROUTING', 'OUTPUT'],
  redirect: ['PREROUTING', 'OUTPUT'],
};

/**
 * Whether the statements of a table's rules may stand at every hook that leads to them, and no chain leads to itself
 * (nft_table_validate). EMLINK for a loop, EOPNOTSUPP for a statement out of place.
 */
export function validateTable(table: Table): 'EMLINK' | 'EOPNOTSUPP' | 'EINVAL' | undefined {
  for (const chain of table.chains.values()) {
    const { base } = chain;
    if (base === undefined) continue;
    const errno = validateChain(table, chain, base, 1);
    if (errno !== undefined) return errno;
  }
  return undefined;
}

interface Place {
  readonly type: ChainType;
  readonly hook: HookName;
}

function validateChain(table: Table, chain: Chain, place: Place, depth: number): 'EMLINK' | 'EOPNOTSUPP' | undefined {
  if (depth > MAX_DEPTH) return 'EMLINK';
  for (const rule of chain.rules) {
    if (!ruleMayStand(rule, place)) return 'EOPNOTSUPP';
    for (const name of rule.native === undefined ? [] : chainsNamed(rule.native)) {
      const errno = validateChain(table, table.chains.get(name)!, place, depth + 1);
      if (errno !== undefined) return errno;
    }
  }
  return undefined;
}

/** Whether a rule may stand in a chain of this kind, reached directly or by a jump. */
function ruleMayStand({ native }: Rule, place: Place): boolean {
  return native === undefined || native.statements.every((statement) => mayStand(statement, place));
}

function mayStand(statement: Statement, { type, hook }: Place): boolean {
  const { kind } = statement;
  if (kind in NAT_HOOKS) return type === 'nat' && NAT_HOOKS[kind]!.includes(hook);
  if (kind === 'reject') return hook !== 'POSTROUTING';
  if (kind === 'set' && statement.value.kind === 'field' && statement.value.name === 'rt mtu')
    return hook === 'FORWARD' || hook === 'OUTPUT' || hook === 'POSTROUTING';
  return true;
}
