/** Names of numbers, in the order in which they are tried. */
const ROWS: Readonly<Record<string, string>> = {
  ct_state: 'invalid 1 new 8 established 2 related 4 untracked 64',
  ct_status: 'expected 1 seen-reply 2 assured 4 confirmed 8 snat 16 dnat 32 dying 512',
  ct_dir: 'original 0 reply 1',
  tcp_flag: 'fin 1 syn 2 rst 4 psh 8 ack 16 urg 32 ecn 64 cwr 128',
  icmp_type: `echo-reply 0 destination-unreachable 3 source-quench 4 redirect 5 echo-request 8 router-advertisement 9
    router-solicitation 10 time-exceeded 11 parameter-problem 12 timestamp-request 13 timestamp-reply 14 info-request 15
    info-reply 16 address-mask-request 17 address-mask-reply 18`,
  icmp_code: `net-unreachable 0 host-unreachable 1 prot-unreachable 2 port-unreachable 3 net-prohibited 9
    host-prohibited 10 admin-prohibited 13 frag-needed 4`,
  icmpv6_type: `destination-unreachable 1 packet-too-big 2 time-exceeded 3 parameter-problem 4 echo-request 128
    echo-reply 129 mld-listener-query 130 mld-listener-report 131 mld-listener-done 132 mld-listener-reduction 132
    nd-router-solicit 133 nd-router-advert 134 nd-neighbor-solicit 135 nd-neighbor-advert 136 nd-redirect 137
    router-renumbering 138 ind-neighbor-solicit 141 ind-neighbor-advert 142 mld2-listener-report 143`,
  icmpv6_code: `no-route 0 admin-prohibited 1 addr-unreachable 3 port-unreachable 4 policy-fail 5 reject-route 6`,
  icmpx_code: 'port-unreachable 1 admin-prohibited 3 no-route 0 host-unreachable 2',
  ether_type: 'ip 2048 arp 2054 ip6 34525 8021q 33024 8021ad 34984 vlan 33024',
  arp_op: 'request 1 reply 2 rrequest 3 rreply 4 inrequest 8 inreply 9 nak 10',
  nf_proto: 'ipv4 2 ipv6 10',
  pkt_type: 'host 0 unicast 0 broadcast 1 multicast 2 other 3',
  iface_type: 'ether 1 ppp 512 ipip 768 ipip6 769 loopback 772 sit 776 ipgre 778',
  fib_addrtype: `unspec 0 unicast 1 local 2 broadcast 3 anycast 4 multicast 5 blackhole 6 unreachable 7 prohibit 8`,
  dscp: `cs0 0 cs1 8 cs2 16 cs3 24 cs4 32 cs5 40 cs6 48 cs7 56 df 0 be 0 lephb 1 af11 10 af12 12 af13 14 af21 18 af22 20
    af23 22 af31 26 af32 28 af33 30 af41 34 af42 36 af43 38 va 44 ef 46`,
  ecn: 'not-ect 0 ect1 1 ect0 2 ce 3',
  day: 'Sunday 0 Monday 1 Tuesday 2 Wednesday 3 Thursday 4 Friday 5 Saturday 6',
  boolean: 'exists 1 missing 0',
};

/** Names with their numbers, by the name of their type. */
export type Symbols = Readonly<Record<string, readonly (readonly [string, number])[]>>;

/** Reads rows of names, each before its number. */
export function symbolsOf(rows: Readonly<Record<string, string>>): Symbols {
  return Object.fromEntries(
    Object.entries(rows).map(([type, row]) => [
      type,
      [...row.matchAll(/(\S+) (\d+)/g)].map(([, name, number]) => [name!, Number(number)] as const),
    ]),
  );
}

/** Names of numbers of every type that a field has. */
export const SYMBOLS: Symbols = symbolsOf(ROWS);

/** Names of priorities of base chains, by the hook where they differ. */
export function priorityOf(name: string, family: string, hook: string): number | undefined {
  if (family === 'bridge') {
    const bridge: Readonly<Record<string, number>> = { dstnat: -300, filter: -200, out: 100, srcnat: 300 };
    return bridge[name];
  }
  if (name === 'filter') return 0;
  if (family === 'arp' || family === 'netdev') return undefined;
  if (name === 'dstnat') return hook === 'prerouting' ? -100 : undefined;
  if (name === 'srcnat') return hook === 'postrouting' ? 100 : undefined;
  const inet: Readonly<Record<string, number>> = { raw: -300, mangle: -150, security: 50 };
  return inet[name];
}

/** Names that a listing may give a priority. */
export function priorityNames(family: string): readonly string[] {
  if (family === 'bridge') return ['dstnat', 'filter', 'out', 'srcnat'];
  return ['raw', 'mangle', 'dstnat', 'filter', 'security', 'srcnat'];
}
