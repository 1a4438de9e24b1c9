import type { Family } from '../../net/prefix.ts';
import type { Match } from './matches/index.ts';
import { mayMatchAt, mayMatchProtocol } from './matches/place.ts';
import type { HookName } from './requests.ts';
import type { Rule } from './rule.ts';
import type { Chain, Table } from './table.ts';
import { TARGET_PLACES } from './targets/index.ts';

const HOOKS: readonly HookName[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];
/** Matches that want a protocol, and which. */
const PROTOCOL_OF: { readonly [K in Match['kind']]?: number } = { icmp: 1, icmp6: 58, tcp: 6, udp: 17 };

/** What the kernel's log says of a rule that is refused (xt_check_match, xt_check_target); undefined for nothing. */
export function refusalText(family: Family, table: Table, chain: Chain, rule: Rule): string | undefined {
  const text = refusedMatch(chain, rule) ?? refusedTarget(table, chain, rule);
  if (text !== undefined) return `x_tables: ${family === 4 ? 'ip' : 'ip6'}_tables: ${text}`;
  const { target, protocol } = rule.spec;
  const resets = target?.kind === 'REJECT' && target.with === 'tcp-reset';
  return resets && protocol?.number !== 6
    ? `${family === 4 ? 'ipt' : 'ip6t'}_REJECT: TCP_RESET invalid for non-tcp`
    : undefined;
}

function refusedMatch({ hook }: Chain, { spec }: Rule): string | undefined {
  for (const match of spec.matches) {
    const hooks = HOOKS.filter((each) => mayMatchAt(match, each));
    const { kind } = match;
    if (hook !== undefined && (kind === 'owner' || kind === 'mac' || kind === 'rpfilter') && !hooks.includes(hook))
      return `${kind} match: used from hooks ${hook}, but only valid from ${hooks.join('/')}`;
    const protocol = PROTOCOL_OF[kind];
    if (protocol !== undefined && !mayMatchProtocol(match, spec))
      return `${kind} match: only valid for protocol ${protocol}`;
  }
  return undefined;
}

function refusedTarget(table: Table, { hook }: Chain, { spec }: Rule): string | undefined {
  const kind = spec.target?.kind;
  const place = kind === undefined ? undefined : TARGET_PLACES[kind];
  if (place?.tables?.some((name) => name === table.name) === false)
    return `${kind} target: only valid in ${place.tables![0]} table, not ${table.name}`;
  if (hook !== undefined && place?.hooks?.includes(hook) === false) {
    const hooks = HOOKS.filter((each) => place.hooks!.includes(each));
    return `${kind} target: used from hooks ${hook}, but only usable from ${hooks.join('/')}`;
  }
  return kind === 'TCPMSS' && spec.protocol?.number !== 6 ? 'TCPMSS target: only valid for protocol 6' : undefined;
}
