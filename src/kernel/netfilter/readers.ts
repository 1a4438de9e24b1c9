import { connectionInfo } from './conntrack/entry.ts';
import { setsOf } from './ipset/requests.ts';
import type { ConntrackInfo, FirewallChainInfo, FirewallTableInfo, SetInfo } from './requests.ts';
import { targetName } from './rule.ts';
import type { HookNetns } from './skb.ts';
import { type Chain, HOOKS_OF_TABLE } from './table.ts';

/** The confirmed connections of a namespace, oldest first. */
export function connectionsOf(netns: HookNetns): readonly ConntrackInfo[] {
  return Array.from(netns.netfilter.connections.list(netns.kernel.now), (each) => connectionInfo(each));
}

/** The chains of a namespace, table by table. */
export function chainsOf(netns: HookNetns): readonly FirewallChainInfo[] {
  return [...netns.netfilter.tables.values()].flatMap((table) => [...table.chains.values()].map(chainInfo));
}

/** The sets of a namespace. */
export function setInfosOf(netns: HookNetns): readonly SetInfo[] {
  return setsOf(netns).map((set) => ({
    name: set.name,
    type: set.type.name,
    size: set.list(netns.kernel.now).length,
    cause: set.cause,
  }));
}

/** The tables of a namespace. */
export function tablesOf(netns: HookNetns): readonly FirewallTableInfo[] {
  return Array.from(netns.netfilter.tables.values(), ({ family, name, key, chains, sets, objects, cause }) => ({
    family,
    name,
    key,
    chains: [...chains.keys()],
    sets: [...sets.values()]
      .filter(({ anonymous }) => !anonymous)
      .map((set) => ({
        name: set.name,
        keyTypes: set.description.keyTypes,
        dataTypes: set.description.dataTypes,
        size: set.elements.length,
        cause: set.cause,
      })),
    objects: Array.from(objects.values(), ({ name, state, cause }) => ({ kind: state.kind, name, cause })),
    cause,
  }));
}

function chainInfo(chain: Chain): FirewallChainInfo {
  return {
    native: !(chain.table in HOOKS_OF_TABLE) || chain.rules.some(({ native }) => native !== undefined),
    table: chain.table,
    chain: chain.name,
    policy: chain.hook === undefined ? undefined : chain.policy,
    packets: chain.packets,
    bytes: chain.bytes,
    rules: chain.rules.map((rule, index) => {
      const { text, packets, bytes, cause } = rule;
      return { number: index + 1, text, target: targetName(rule), packets, bytes, cause };
    }),
    cause: chain.cause,
  };
}
