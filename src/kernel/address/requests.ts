import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import type { Family, Ip } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';

/** Scopes of addresses and routes (RT_SCOPE_*), by their numbers in rtnetlink(7). */
export type Scope = 'global' | 'site' | 'link' | 'host' | 'nowhere' | number;

/** An address of a device as RTM_GETADDR answers. */
export interface AddressInfo {
  readonly family: Family;
  readonly ifindex: number;
  readonly dev: string;
  readonly local: Ip;
  readonly prefixLength: number;
  /** The other side of a point-to-point address, when it differs from `local`. */
  readonly peer: Ip | undefined;
  readonly broadcast: Ipv4 | undefined;
  readonly scope: Scope;
  readonly label: string | undefined;
  /** The metric of the route to its network (IFA_RT_PRIORITY). */
  readonly metric?: number;
  readonly secondary: boolean;
  readonly tentative: boolean;
  readonly dadFailed: boolean;
  readonly dynamic: boolean;
  /** Its preferred lifetime is over. */
  readonly deprecated?: boolean;
  /** IPv6: added with `home`, with `mngtmpaddr`. */
  readonly home?: boolean;
  readonly managesTemporary?: boolean;
  /** IPv6: added with `nodad`. */
  readonly noDad?: boolean;
  readonly stablePrivacy?: boolean;
  /** A group that was joined with it. */
  readonly autoJoin?: boolean;
  readonly noPrefixRoute: boolean;
  readonly permanent: boolean;
  /** Seconds left, Infinity for ever. */
  readonly validLifetime: number;
  readonly preferredLifetime: number;
  readonly cause: Cause;
}

/** RTM_NEWADDR. */
export interface NewAddress {
  readonly ifindex: number;
  readonly local: Ip;
  readonly prefixLength: number;
  readonly peer?: Ip;
  readonly broadcast?: Ipv4;
  readonly scope?: Scope;
  readonly label?: string;
  readonly metric?: number;
  readonly noPrefixRoute?: boolean;
  readonly noDad?: boolean;
  readonly home?: boolean;
  readonly managesTemporary?: boolean;
  readonly autoJoin?: boolean;
  /** Seconds; for ever when absent. */
  readonly validLifetime?: number;
  readonly preferredLifetime?: number;
}

/**
 * What the old interface of ifconfig(8) changes of the one IPv4 address that goes by a label: SIOCSIFADDR,
 * SIOCSIFNETMASK, SIOCSIFBRDADDR, SIOCSIFDSTADDR, and SIOCSIFFLAGS of an alias without IFF_UP (`remove`) or with it.
 */
export type LabelledChange =
  | { readonly field: 'address' | 'netmask' | 'broadcast' | 'peer'; readonly value: Ipv4 }
  | { readonly field: 'keep' | 'remove' };

/** Requests about addresses (net/ipv4/devinet.c). */
export interface AddressRequests {
  /** `mode` as NLM_F_*: `add` is CREATE|EXCL, `replace` CREATE|REPLACE, `change` REPLACE. */
  add(netns: Netns, request: NewAddress, mode: 'add' | 'replace' | 'change'): Result;
  delete(
    netns: Netns,
    request: { readonly ifindex: number; readonly local: Ip; readonly prefixLength?: number; readonly label?: string },
  ): Result;
  /** Sets a device's identifier in the networks that routers announce, its last 64 bits; :: for none (IFLA_INET6_TOKEN). */
  setToken(netns: Netns, ifindex: number, token: Ipv6): Result;
  /** A label is a device's name, or one of an alias, `eth0:1`. */
  setLabelled(netns: Netns, label: string, change: LabelledChange): Result;
  /** By device, IPv4 before IPv6, in the kernel's order. */
  dump(netns: Netns): readonly AddressInfo[];
}
