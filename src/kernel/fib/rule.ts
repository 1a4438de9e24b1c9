import { type Ipv4, isInNetwork } from '../../net/ipv4.ts';
import type { Family } from '../../net/prefix.ts';
import { NO_CAUSE } from '../cause.ts';
import type { RouteQuery, RuleInfo } from './requests.ts';

/** A rule that takes every packet and looks nowhere yet. */
export function newRule(family: Family, priority: number): { -readonly [Key in keyof RuleInfo]: RuleInfo[Key] } {
  return {
    family,
    priority,
    from: undefined,
    to: undefined,
    iif: undefined,
    oif: undefined,
    fwmark: undefined,
    fwmask: undefined,
    tunId: undefined,
    uidRange: undefined,
    tos: 0,
    ipProtocol: undefined,
    sourcePorts: undefined,
    destinationPorts: undefined,
    invert: false,
    action: 'lookup',
    table: 0,
    goto: undefined,
    suppressPrefixLength: undefined,
    suppressGroup: undefined,
    realms: 0,
    l3mdev: false,
    protocol: 'boot',
    cause: NO_CAUSE,
  };
}

/** A rule that every namespace has from the start (fib_default_rules_init). */
export function kernelRule(family: Family, priority: number, table: number): RuleInfo {
  return Object.freeze({ ...newRule(family, priority), table, protocol: 'kernel' });
}

/** True when a policy rule applies to a query (fib4_rule_match); names of devices are resolved by the caller. */
export function ruleMatches(
  rule: RuleInfo,
  query: RouteQuery,
  iif: string | undefined,
  oif: string | undefined,
): boolean {
  return matchesSelectors(rule, query, iif, oif) !== rule.invert;
}

function matchesSelectors(
  rule: RuleInfo,
  query: RouteQuery,
  iif: string | undefined,
  oif: string | undefined,
): boolean {
  const source = (query.source ?? 0) as Ipv4;
  const destination = query.destination as Ipv4;
  if (rule.iif !== undefined && rule.iif !== (iif ?? 'lo')) return false;
  if (rule.oif !== undefined && rule.oif !== oif) return false;
  if (rule.fwmask !== undefined && ((query.mark ?? 0) ^ (rule.fwmark ?? 0)) & rule.fwmask) return false;
  // Nothing comes out of a tunnel.
  if (rule.tunId) return false;
  if (rule.uidRange !== undefined && !isIn(rule.uidRange, query.uid ?? 0)) return false;
  if (rule.from !== undefined && !isInNetwork(source, rule.from.address as Ipv4, rule.from.length)) return false;
  if (rule.to !== undefined && !isInNetwork(destination, rule.to.address as Ipv4, rule.to.length)) return false;
  if (rule.tos !== 0 && rule.tos !== (query.tos ?? 0)) return false;
  if (rule.ipProtocol !== undefined && rule.ipProtocol !== query.protocol) return false;
  return isPortIn(rule.sourcePorts, query.sourcePort) && isPortIn(rule.destinationPorts, query.destinationPort);
}

function isPortIn(range: readonly [number, number] | undefined, port: number | undefined): boolean {
  return range === undefined || (port !== undefined && isIn(range, port));
}

const isIn = ([first, last]: readonly [number, number], value: number): boolean => value >= first && value <= last;
