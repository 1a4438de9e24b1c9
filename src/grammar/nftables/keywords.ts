/** Words that nft's parser knows everywhere, so that nothing may be called so; any other word is just a `string` to it. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `
  include define redefine undefine fib create add update replace insert delete get list flush rename reset
  describe import export monitor table chain rule set map element flowtable hook device devices vmap handle
  ruleset socket tproxy accept drop continue jump goto return inet netdev ip ip6 arp bridge ether vlan icmp
  icmpv6 igmp tcp udp udplite dccp sctp th ah esp comp rt hbh frag dst mh exthdr meta mark iif iifname iiftype
  oif oifname oiftype skuid skgid nftrace rtclassid ibriport obriport ibrname obrname pkttype cpu iifgroup
  oifgroup cgroup ct counter log limit quota hour day reject snat dnat masquerade redirect random queue dup fwd
  numgen jhash symhash position index comment exists missing policy priority type typeof ecn flags interval
  timeout gc-interval elements size constant dynamic notrack osf offload auto-merge expires secmark ipsec
  synproxy time all
`
    .trim()
    .split(/\s+/),
);
