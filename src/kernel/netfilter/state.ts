/**
 * All of netfilter in one network namespace: tables, chains, rules, connections. Plain data without closures, so that a
 * kernel can be cloned as a graph.
 */
export class NetfilterState {
  /** True while no table, policy or connection tracking is registered: the packet's path then skips every hook. */
  idle = true;
}
