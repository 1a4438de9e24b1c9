import type { Ipv4 } from './ipv4.ts';

/** IGMP's number in IPv4 headers (RFC 3376 §4). */
export const IPPROTO_IGMP = 2;

/** All hosts, all routers, and all routers that understand version 3 (RFC 3376 §4). */
export const ALL_HOSTS: Ipv4 = 0xe0000001;
export const ALL_ROUTERS: Ipv4 = 0xe0000002;
export const ALL_IGMPV3_ROUTERS: Ipv4 = 0xe0000016;
/** All that snoop for members of groups (RFC 4286 §9). */
export const ALL_SNOOPERS: Ipv4 = 0xe000006a;

/** A router asks who is in which group (RFC 3376 §4.1); the group is 0 when it asks for all. */
export interface IgmpQuery {
  readonly kind: 'igmp';
  readonly type: 'query';
  readonly version: 1 | 2 | 3;
  readonly group: Ipv4;
  /** How long members may take to answer, in tenths of a second; 0 in version 1. */
  readonly maxResponse: number;
  /** Of version 3: how often the router repeats itself, how often it asks in seconds, and whether others need not count. */
  readonly robustness: number;
  readonly interval: number;
  readonly suppress: boolean;
}

/** A host is in a group, or has left it (RFC 1112, RFC 2236 §2). */
export interface IgmpReport {
  readonly kind: 'igmp';
  readonly type: 'v1-report' | 'v2-report' | 'leave';
  readonly group: Ipv4;
}

/** What a record says of the sources a host listens to (RFC 3376 §4.2.12), by its number on the wire. */
export const RECORD_TYPES = ['is_in', 'is_ex', 'to_in', 'to_ex', 'allow', 'block'] as const;

/** A group in a report of version 3. Nobody here asks for single sources, so that it names none. */
export interface IgmpRecord {
  readonly type: (typeof RECORD_TYPES)[number];
  readonly group: Ipv4;
}

/** What a host listens to (RFC 3376 §4.2). */
export interface IgmpV3Report {
  readonly kind: 'igmp';
  readonly type: 'v3-report';
  readonly records: readonly IgmpRecord[];
}

/** A message about members of groups. Its IPv4 header bears the Router Alert option, always. */
export type IgmpMessage = IgmpQuery | IgmpReport | IgmpV3Report;

/** Bytes of a message without the IPv4 header. */
export function igmpLength(message: IgmpMessage): number {
  if (message.type === 'query') return message.version === 3 ? 12 : 8;
  return message.type === 'v3-report' ? 8 + 8 * message.records.length : 8;
}
