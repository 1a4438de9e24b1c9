import type { RouteInfo, RuleInfo } from '../../kernel/fib/requests.ts';
import type { Mac } from '../../net/mac.ts';
import { formatMac } from '../../net/mac.ts';
import { formatIp, formatPrefix, type Ip } from '../../net/prefix.ts';

/*
 * Ids of what the scene shows, from the id of its namespace. They are made of the object's own key, never of a position, so that a decision traced
 * while a packet travelled names the same row as the table shown afterwards.
 */

export const namespaceId = (netns: number): string => `ns${netns}`;
export const deviceId = (netns: number, ifindex: number): string => `${namespaceId(netns)}/${ifindex}`;

export const routeRowId = (netns: number, route: RouteInfo): string =>
  `${namespaceId(netns)}/route/${route.table}/${route.type}/${formatPrefix(route.destination)}/${route.metric}/${route.tos}/${route.nextHops[0]?.dev ?? ''}`;
export const ruleRowId = (netns: number, rule: RuleInfo): string =>
  `${namespaceId(netns)}/rule/${rule.priority}/${rule.from ? formatPrefix(rule.from) : 'all'}/${rule.to ? formatPrefix(rule.to) : 'all'}/${rule.iif ?? ''}/${rule.fwmark ?? ''}/${rule.table}`;
export const neighbourRowId = (netns: number, dev: string, address: Ip): string =>
  `${namespaceId(netns)}/neigh/${dev}/${formatIp(address)}`;
export const fdbRowId = (netns: number, dev: string, mac: Mac, vlan?: number): string =>
  `${namespaceId(netns)}/fdb/${dev}/${formatMac(mac)}${vlan === undefined ? '' : `/${vlan}`}`;
export const nexthopRowId = (netns: number, id: number): string => `${namespaceId(netns)}/nexthop/${id}`;
/** `vlan` is 0 for the row of the port itself. */
export const portRowId = (netns: number, dev: string, vlan: number): string =>
  `${namespaceId(netns)}/port/${dev}/${vlan}`;
/** `number` is the rule's, 0 stands for the chain's policy. */
export const firewallRowId = (netns: number, table: string, chain: string, number: number): string =>
  `${namespaceId(netns)}/fw/${table}/${chain}/${number}`;
export const conntrackRowId = (netns: number, id: number): string => `${namespaceId(netns)}/ct/${id}`;
export const addressRowId = (netns: number, dev: string, address: Ip): string =>
  `${namespaceId(netns)}/addr/${dev}/${formatIp(address)}`;
export const sysctlRowId = (netns: number, key: string): string => `${namespaceId(netns)}/sysctl/${key}`;
/** `ends`: those of a connection; what the kernel itself holds has no inode of its own. */
export const socketRowId = (netns: number, protocol: string, inode: number, ends: string): string =>
  `${namespaceId(netns)}/socket/${protocol}/${inode}/${ends}`;
