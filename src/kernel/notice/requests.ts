import type { AddressInfo } from '../address/requests.ts';
import type { NexthopInfo } from '../fib/nexthop/requests.ts';
import type { RouteInfo, RuleInfo } from '../fib/requests.ts';
import type { FdbInfo, LinkInfo } from '../link/requests.ts';
import type { NeighbourInfo } from '../neigh/requests.ts';
import type { Netns } from '../netns/netns.ts';

/** What rtnetlink tells those who listen (RTNLGRP_*): an object as it is now, or as it was when it went. */
export type Change =
  | { readonly group: 'link'; readonly info: LinkInfo }
  | { readonly group: 'address'; readonly info: AddressInfo }
  | { readonly group: 'route'; readonly info: RouteInfo }
  | { readonly group: 'rule'; readonly info: RuleInfo }
  /** An entry of a forwarding database, told to those who listen to neighbours. */
  | { readonly group: 'fdb'; readonly info: FdbInfo }
  | { readonly group: 'neighbour'; readonly info: NeighbourInfo }
  | { readonly group: 'nexthop'; readonly info: NexthopInfo };

/** A change, when it happened (virtual microseconds), and whether the object has gone with it (RTM_DEL…). */
export type Notice = Change & {
  readonly time: number;
  readonly deleted: boolean;
  /** The id of the namespace where it happened, unless that is the listener's own (NETLINK_LISTEN_ALL_NSID). */
  readonly nsid?: number;
};

/** A socket that listens to changes of one namespace. */
export interface NoticeSocket {
  /** The oldest notice that waits; undefined when none does. */
  take(): Notice | undefined;
  /** True when one waits. */
  readonly ready: boolean;
  close(): void;
}

/** Requests about listening (netlink(7), multicast groups). */
export interface NoticeRequests {
  /** With `all` it hears of those namespaces, too, that have an id as seen from this one. */
  listen(netns: Netns, all?: boolean): NoticeSocket;
}
