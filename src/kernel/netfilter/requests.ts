import type { Ipv4 } from '../../net/ipv4.ts';
import type { Cause } from '../cause.ts';
import type { Netns } from '../netns/netns.ts';

/** The five places where netfilter sees an IPv4 packet (NF_INET_*), in the names of iptables' chains. */
export type IpHookName = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** Those of IP, and those of single devices. */
export type HookName = IpHookName | 'INGRESS' | 'EGRESS';

/** The tables of iptables. */
export type TableName = 'raw' | 'mangle' | 'nat' | 'filter' | 'security';

/** Address families of nf_tables: whose packets a table sees. */
export type Family = 'ip' | 'ip6' | 'inet' | 'arp' | 'bridge' | 'netdev';

/** What a base chain is for: `nat` sees the first packet of a connection only, `route` makes its packets be routed anew. */
export type ChainType = 'filter' | 'nat' | 'route';

/** One direction of a connection (struct nf_conntrack_tuple). For ICMP the ports are the echo id, with type and code. */
export interface TupleInfo {
  readonly src: Ipv4;
  readonly dst: Ipv4;
  readonly protocol: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly icmpId?: number;
}

/** What went in one direction of a connection: packets, and bytes from the IPv4 header on. */
export interface TupleCounter {
  readonly packets: number;
  readonly bytes: number;
}

/** An entry of the connection tracking table. */
export interface ConntrackInfo {
  readonly id: number;
  readonly original: TupleInfo;
  readonly reply: TupleInfo;
  readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED';
  /** TCP's own state, where the connection is TCP. */
  readonly tcpState: string | undefined;
  /** IPS_* bits. */
  readonly status: number;
  readonly seenReply: boolean;
  readonly assured: boolean;
  readonly expected: boolean;
  readonly fixedTimeout: boolean;
  readonly sourceNat: boolean;
  readonly destinationNat: boolean;
  readonly mark: number;
  /** By direction, where the connection is accounted (net.netfilter.nf_conntrack_acct). */
  readonly counters: readonly [TupleCounter, TupleCounter] | undefined;
  /** Virtual times of its beginning and end, where they are kept (net.netfilter.nf_conntrack_timestamp). */
  readonly started: number | undefined;
  readonly stopped: number | undefined;
  /** Virtual time of expiry in microseconds. */
  readonly expires: number;
  readonly cause: Cause;
}

/** A rule as a reader sees it. */
export interface FirewallRuleInfo {
  readonly number: number;
  /** As iptables -S prints it, without `-A CHAIN`, or as nft lists it. */
  readonly text: string;
  readonly target: string;
  readonly packets: number;
  readonly bytes: number;
  readonly cause: Cause;
}

/** A chain as a reader sees it. */
export interface FirewallChainInfo {
  /** Something of nft's own is in it, which iptables may not show. */
  readonly native: boolean;
  /** Of family ip its name alone, else family and name. */
  readonly table: string;
  readonly chain: string;
  /** Undefined for user-defined chains. */
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly packets: number;
  readonly bytes: number;
  readonly rules: readonly FirewallRuleInfo[];
  readonly cause: Cause;
}

/** A set of ipset(8) as a reader sees it. */
export interface SetInfo {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly cause: Cause;
}

/** A table of nf_tables as a reader sees it. */
export interface FirewallTableInfo {
  readonly family: Family;
  readonly name: string;
  /** As chains name it: of family ip its name alone, else family and name. */
  readonly key: string;
  readonly chains: readonly string[];
  readonly sets: readonly FirewallSetInfo[];
  /** The counters, quotas and limits that have a name. */
  readonly objects: readonly { readonly kind: string; readonly name: string; readonly cause: Cause }[];
  /** Undefined for those that iptables has without being asked. */
  readonly cause: Cause | undefined;
}

/** A set or map of nf_tables with a name. */
export interface FirewallSetInfo {
  readonly name: string;
  readonly keyTypes: readonly string[];
  /** Of a map. */
  readonly dataTypes: readonly string[] | undefined;
  readonly size: number;
  readonly cause: Cause;
}

/** What readers may ask of netfilter; iptables itself uses the tables' own requests beside this file. */
export interface NetfilterReaders {
  chains(netns: Netns): readonly FirewallChainInfo[];
  conntrack(netns: Netns): readonly ConntrackInfo[];
  sets(netns: Netns): readonly SetInfo[];
  /** The tables of nf_tables, those of iptables among them. */
  tables(netns: Netns): readonly FirewallTableInfo[];
}
