import { checkMatch, mayMatchAt, mayMatchProtocol } from './matches/place.ts';
import type { HookName, TableName } from './requests.ts';
import type { Rule, RuleSpec } from './rule.ts';
import type { Chain, Table } from './table.ts';
import { TARGET_PLACES } from './targets/index.ts';
import { hasQueues } from './targets/nfqueue.ts';
import { checkCt } from './targets/notrack.ts';

/** Chains that may call each other before a rule is refused (NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16;

/** Why a rule is refused. */
type Invalid = 'EINVAL' | 'ENOENT' | 'ERANGE' | 'EMLINK';

/**
 * Whether a table stays valid with a rule that was just put into it (nft_target_init, nft_table_validate): its target
 * and matches may stand in the table and at every hook that leads to them, and no chain leads to itself.
 */
export function checkTable(table: Table, chain: Chain, rule: Rule): Invalid | undefined {
  const { target } = rule.spec;
  // Rules of iptables stand in its tables only, which this name is one of.
  const name = table.name as TableName;
  const place = target === undefined ? undefined : TARGET_PLACES[target.kind];
  if (target?.kind === 'SET' && target.map !== undefined && table.name !== 'mangle') return 'EINVAL';
  if (place?.tables !== undefined && !place.tables.includes(name)) return 'EINVAL';
  if (chain.hook !== undefined && !mayStand(rule, chain.hook)) return 'EINVAL';
  if (!protocolFits(rule) || neverHolds(rule)) return 'EINVAL';
  if (target?.kind === 'NFQUEUE' && !hasQueues(target)) return 'EINVAL';
  if (target?.kind === 'CONNMARK' && (target.shift?.bits ?? 0) > 31) return 'EINVAL';
  const wrong = target?.kind === 'CT' ? checkCt(target, onlyProtocol(rule.spec)) : undefined;
  if (wrong !== undefined) return wrong;
  for (const match of rule.spec.matches) {
    const errno = checkMatch(match, name);
    if (errno !== undefined) return errno;
  }
  for (const base of table.chains.values()) {
    if (base.hook === undefined) continue;
    const errno = checkChain(table, base, base.hook, 1);
    if (errno !== undefined) return errno;
  }
  return undefined;
}

/** Follows the rules of a chain from a hook (nft_chain_validate); depth grows with every jump, so a loop ends here. */
function checkChain(table: Table, chain: Chain, hook: HookName, depth: number): 'EINVAL' | 'EMLINK' | undefined {
  if (depth > MAX_DEPTH) return 'EMLINK';
  for (const rule of chain.rules) {
    if (!mayStand(rule, hook)) return 'EINVAL';
    const { target } = rule.spec;
    if (target?.kind !== 'jump') continue;
    const errno = checkChain(table, table.chains.get(target.chain)!, hook, depth + 1);
    if (errno !== undefined) return errno;
  }
  return undefined;
}

function mayStand({ spec }: Rule, hook: HookName): boolean {
  const { target, matches } = spec;
  const hooks = target === undefined ? undefined : TARGET_PLACES[target.kind]?.hooks;
  if (hooks !== undefined && !hooks.includes(hook)) return false;
  if (target?.kind === 'TCPMSS' && target.mss === 'pmtu' && (hook === 'PREROUTING' || hook === 'INPUT')) return false;
  // The queue and the priority matter on the way out only.
  const mapsLate = target?.kind === 'SET' && (target.mapPriority || target.mapQueue);
  if (mapsLate && (hook === 'PREROUTING' || hook === 'INPUT')) return false;
  return matches.every((match) => mayMatchAt(match, hook));
}

/** The one protocol that a rule is about; undefined where there is none. */
function onlyProtocol({ protocol }: RuleSpec): number | undefined {
  return protocol === undefined || protocol.invert ? undefined : protocol.number;
}

/** Some matches and targets want the rule to say a protocol with `-p` (struct xt_match's proto, checkentry). */
function protocolFits({ spec }: Rule): boolean {
  const { target, matches } = spec;
  const only = onlyProtocol(spec);
  if (target?.kind === 'REJECT' && target.with === 'tcp-reset' && only !== 6) return false;
  if (target?.kind === 'TCPMSS' && only !== 6) return false;
  return matches.every((match) => mayMatchProtocol(match, spec));
}

/** A test of an address outside of all there are (nft_cmp_init). */
function neverHolds({ spec }: Rule): boolean {
  const { source, destination, source6, destination6 } = spec;
  const tests = [source, destination, source6, destination6];
  return tests.some((test) => test?.invert === true && BigInt(test.mask) === 0n);
}
