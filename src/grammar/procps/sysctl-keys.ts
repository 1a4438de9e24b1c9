/** What a setting below /proc/sys means. */
export interface SysctlKey {
  /** One line, no full stop. */
  readonly doc: string;
  /** What its values mean, where they are few and tell nothing by themselves. */
  readonly values?: Readonly<Record<string, string>>;
}

const OFF_ON = { '0': 'no', '1': 'yes' };

/** A switch: 0 or 1. */
const flag = (doc: string): SysctlKey => ({ doc, values: OFF_ON });
const key = (doc: string, values?: Readonly<Record<string, string>>): SysctlKey =>
  values === undefined ? { doc } : { doc, values };

/** Settings of a device, of `all` and of `default`, below net.ipv4.conf (ip-sysctl.rst of the kernel). */
const CONF: Readonly<Record<string, SysctlKey>> = {
  accept_local: flag('Takes packets whose source is an address of this host itself'),
  accept_redirects: flag('Takes ICMP redirects'),
  accept_source_route: flag('Takes packets with a source route'),
  arp_accept: key('Makes an entry for a neighbour that announces itself unasked', {
    '0': 'only refreshes entries that are there',
    '1': 'makes one',
    '2': 'makes one where the address is in a network of the device',
  }),
  arp_announce: key('Which own address an ARP request names as its sender', {
    '0': 'any that the packet has',
    '1': 'one of the network that is asked about, where there is one',
    '2': 'always the best one for the target',
  }),
  arp_evict_nocarrier: flag('Forgets neighbours when the carrier is lost'),
  arp_filter: flag('Answers ARP only where the route back to the sender leaves by the same device'),
  arp_ignore: key('Which ARP requests are answered', {
    '0': 'for any own address, on whichever device it is',
    '1': 'only for addresses of the device that was asked',
    '2': 'besides, only where the sender is in the network of that address',
    '3': 'not for addresses of scope host',
    '8': 'none',
  }),
  arp_notify: flag('Announces its addresses when the device comes up or its MAC changes'),
  bc_forwarding: flag('Forwards packets to the broadcast address of a network'),
  bootp_relay: flag('Takes packets from 0.b.c.d to others, for a BOOTP relay'),
  disable_policy: flag('No IPsec policy for the device'),
  disable_xfrm: flag('No IPsec transformation on the device'),
  drop_gratuitous_arp: flag('Drops ARP that nobody asked for'),
  drop_unicast_in_l2_multicast: flag('Drops unicast packets that came in a broadcast or multicast frame'),
  force_igmp_version: key('Speaks this version of IGMP only', { '0': 'whatever the querier speaks' }),
  forwarding: flag('Forwards packets that come in by the device; of `all` it is `ip_forward`'),
  igmpv2_unsolicited_report_interval: key('Milliseconds between reports that nobody asked for, version 1 and 2'),
  igmpv3_unsolicited_report_interval: key('Milliseconds between reports that nobody asked for, version 3'),
  ignore_routes_with_linkdown: flag('Leaves routes out whose device has no carrier'),
  log_martians: flag('Logs packets with impossible addresses'),
  mc_forwarding: flag('Forwards multicast; only a routing daemon sets it'),
  medium_id: key('Number of the medium the device is on, for proxy ARP', {
    '-1': 'proxy ARP for all',
    '0': 'it is the only device on its medium',
  }),
  promote_secondaries: flag('Makes the next address of a network primary when the primary one is deleted'),
  proxy_arp: flag('Answers ARP for addresses that this host has a route to by another device'),
  proxy_arp_pvlan: flag('Answers ARP even where the route leaves by the same device (private VLAN)'),
  route_localnet: flag('Routes 127.0.0.0/8 as any other network'),
  rp_filter: key(
    'Checks whether the source of a packet could be answered (RFC 3704); the higher of `all` and the device counts',
    {
      '0': 'no check',
      '1': 'strict: the route back has to leave by the device it came in by',
      '2': 'loose: there has to be some route back',
    },
  ),
  secure_redirects: flag('Takes ICMP redirects to gateways that it knows only'),
  send_redirects: flag('Sends ICMP redirects when a packet leaves by the device it came in by'),
  shared_media: flag('Several networks share the wire: redirects between them are right'),
  src_valid_mark: flag('Regards the mark when it checks the source'),
  tag: key('A number for programs, without effect'),
};

/** Settings below net.ipv6.conf. */
const CONF6: Readonly<Record<string, SysctlKey>> = {
  accept_ra: key('Takes addresses and routes from router advertisements', {
    '0': 'no',
    '1': 'while it does not forward',
    '2': 'always',
  }),
  addr_gen_mode: key('How the device makes its link-local address', {
    '0': 'from its MAC (EUI-64)',
    '1': 'not at all',
    '2': 'stable, of a secret (RFC 7217)',
    '3': 'stable, of a secret made by chance',
  }),
  disable_ipv6: flag('No IPv6 on the device: its addresses are deleted'),
  forwarding: flag('Forwards IPv6 packets'),
  ignore_routes_with_linkdown: CONF.ignore_routes_with_linkdown!,
  mc_forwarding: CONF.mc_forwarding!,
  proxy_ndp: flag('Answers neighbour solicitations for entries of `ip neigh add proxy`'),
  router_solicitations: key('How often it asks for routers; -1 for as long as none answers'),
};

/** How neighbours are found and kept, below net.ipv4.neigh and net.ipv6.neigh (arp(7)). */
const NEIGH: Readonly<Record<string, SysctlKey>> = {
  anycast_delay: key('Longest delay of an answer for an anycast address, in hundredths of a second'),
  app_solicit: key('Probes that are left to a daemon before those by multicast'),
  base_reachable_time: key('Seconds for which a neighbour that answered counts as reachable, on average'),
  base_reachable_time_ms: key('Milliseconds for which a neighbour that answered counts as reachable, on average'),
  delay_first_probe_time: key('Seconds after which a stale neighbour that is in use is probed'),
  gc_interval: key('Seconds between two looks for entries that nobody needs'),
  gc_stale_time: key('Seconds after which an unused entry may be forgotten'),
  gc_thresh1: key('Entries below which none is ever forgotten for room'),
  gc_thresh2: key('Entries above which those older than five seconds are forgotten'),
  gc_thresh3: key('Entries there may be at most'),
  interval_probe_time_ms: key('Milliseconds between probes of managed entries'),
  locktime: key('Hundredths of a second for which an entry is not overwritten by another answer'),
  mcast_resolicit: key('Broadcast probes after unicast ones of a known neighbour failed'),
  mcast_solicit: key('Broadcast requests before a neighbour counts as unreachable'),
  proxy_delay: key('Longest delay of an answer for another, in hundredths of a second'),
  proxy_qlen: key('Answers for others that may wait'),
  retrans_time: key('Hundredths of a second between two requests'),
  retrans_time_ms: key('Milliseconds between two requests'),
  ucast_solicit: key('Unicast probes before a neighbour is asked for anew'),
  unres_qlen: key('Packets that may wait for a neighbour'),
  unres_qlen_bytes: key('Bytes of packets that may wait for a neighbour'),
};

const IPV4: Readonly<Record<string, SysctlKey>> = {
  fib_multipath_hash_fields: key('Bits for the fields that choose among next hops under policy 3'),
  fib_multipath_hash_policy: key('What chooses among several next hops', {
    '0': 'the addresses',
    '1': 'addresses, protocol and ports',
    '2': 'the inner addresses of a tunnel, else the outer ones',
    '3': 'the fields of `fib_multipath_hash_fields`',
  }),
  fib_multipath_use_neigh: flag('Leaves next hops out whose neighbour is known to be unreachable'),
  fib_notify_on_flag_change: key('Tells of routes that hardware has taken over', {
    '0': 'never',
    '1': 'when it changes',
    '2': 'only when that fails',
  }),
  fwmark_reflect: flag('Answers of the kernel itself carry the mark of what they answer'),
  icmp_echo_enable_probe: flag('Answers extended echo requests (RFC 8335)'),
  icmp_echo_ignore_all: flag('Answers no ping'),
  icmp_echo_ignore_broadcasts: flag('Answers no ping to a broadcast or multicast address'),
  icmp_errors_use_inbound_ifaddr: flag('ICMP errors come from the address of the device the packet came in by'),
  icmp_ignore_bogus_error_responses: flag('Does not log wrong answers to broadcasts'),
  icmp_msgs_burst: key('ICMP messages of a burst, of all together'),
  icmp_msgs_per_sec: key('ICMP messages a second, of all together'),
  icmp_ratelimit: key('Milliseconds between two ICMP messages to one host, of the types in `icmp_ratemask`'),
  icmp_ratemask: key('Bits for the ICMP types that `icmp_ratelimit` holds back'),
  igmp_link_local_mcast_reports: flag('Reports membership of 224.0.0.0/24 too'),
  igmp_max_memberships: key('Multicast groups a socket may join'),
  igmp_max_msf: key('Sources a socket may name for a group'),
  igmp_qrv: key('How often IGMP says a thing, for frames that are lost'),
  ip_autobind_reuse: flag('Sockets may share a port that the kernel chose'),
  ip_default_ttl: key('TTL of packets that this host sends'),
  ip_dynaddr: key('Sockets take another address when the device gets one', {
    '0': 'no',
    '1': 'yes',
    '2': 'and log it',
  }),
  ip_early_demux: flag('Looks for the socket before the route'),
  ip_forward: key('Forwards packets between devices: the host is a router', {
    '0': 'no: packets to others are dropped without a word',
    '1': 'yes',
  }),
  ip_forward_update_priority: flag('Sets the priority of forwarded packets from their TOS'),
  ip_forward_use_pmtu: flag('Believes a learned path MTU for forwarded packets too'),
  ip_local_port_range: key('First and last port that the kernel chooses for sockets'),
  ip_local_reserved_ports: key('Ports that the kernel never chooses'),
  ip_no_pmtu_disc: key('Path MTU discovery', {
    '0': 'with DF',
    '1': 'without DF',
    '2': 'without DF, and it believes no ICMP',
    '3': 'with DF, and it checks ICMP harder',
  }),
  ip_nonlocal_bind: flag('Sockets may bind to addresses that the host does not have'),
  ip_unprivileged_port_start: key('First port that needs no root'),
  ipfrag_high_thresh: key('Bytes of fragments kept at most'),
  ipfrag_low_thresh: key('Nothing any more'),
  ipfrag_max_dist: key('Fragments of one source that may come between those of a packet'),
  ipfrag_time: key('Seconds for which a fragment waits for the others'),
  nexthop_compat_mode: flag('Tells of routes by next hop objects in the old form too'),
  ping_group_range: key('Groups whose users may open ping sockets'),
  raw_l3mdev_accept: flag('Raw sockets without a device get packets of all VRFs'),
  tcp_l3mdev_accept: flag('Listening sockets without a device take connections of all VRFs'),
  udp_l3mdev_accept: flag('UDP sockets without a device get packets of all VRFs'),
  udp_early_demux: flag('Looks for the UDP socket before the route'),
  udp_rmem_min: key('Bytes that a UDP socket may always receive'),
  udp_wmem_min: key('Bytes that a UDP socket may always send'),
  'route/min_adv_mss': key('Smallest MSS that is announced'),
  'route/min_pmtu': key('Smallest path MTU that is believed'),
  'route/mtu_expires': key('Seconds for which a learned path MTU is believed'),
};

const TCP: Readonly<Record<string, SysctlKey>> = {
  abort_on_overflow: flag('Resets a connection when the listener is too slow'),
  adv_win_scale: key('Share of the buffer that is not announced as window'),
  allowed_congestion_control: key('Congestion control that users may choose'),
  app_win: key('Share of the window kept for the program'),
  autocorking: flag('Joins small writes while packets still wait to be sent'),
  available_congestion_control: key('Congestion control that the kernel has'),
  backlog_ack_defer: flag('One acknowledgement for what waited together'),
  base_mss: key('MSS that a search for the path MTU begins with'),
  challenge_ack_limit: key('Challenge acknowledgements a second (RFC 5961)'),
  comp_sack_delay_ns: key('Longest delay of a selective acknowledgement, in nanoseconds'),
  comp_sack_nr: key('Selective acknowledgements that may be joined'),
  comp_sack_slack_ns: key('Slack of the timer of delayed selective acknowledgements, in nanoseconds'),
  congestion_control: key('Congestion control of new connections'),
  dsack: flag('Sends duplicate selective acknowledgements (RFC 2883)'),
  early_demux: flag('Looks for the TCP socket before the route'),
  early_retrans: key('Tail loss probe', { '0': 'no', '3': 'yes', '4': 'yes' }),
  ecn: key('Explicit congestion notification (RFC 3168)', {
    '0': 'never',
    '1': 'asks for it and takes it',
    '2': 'takes it where the other side asks',
  }),
  ecn_fallback: flag('Tries again without ECN when the connection attempt is lost'),
  ecn_option: key('Sends the counters of accurate ECN', { '0': 'never', '1': 'few', '2': 'many' }),
  fack: key('Nothing any more'),
  fastopen: key('Bits for data in the SYN (RFC 7413): 1 as a client, 2 as a server'),
  fastopen_blackhole_timeout_sec: key('Seconds without fast open after a middlebox ate one'),
  fin_timeout: key('Seconds that a closed connection waits for the FIN of the other side'),
  frto: key('Tells spurious timeouts from losses (RFC 5682)', { '0': 'no', '1': 'yes', '2': 'yes, with SACK' }),
  fwmark_accept: flag('An accepted connection has the mark of its SYN'),
  invalid_ratelimit: key('Milliseconds between two answers to segments that do not fit'),
  keepalive_intvl: key('Seconds between two keepalive probes'),
  keepalive_probes: key('Keepalive probes without an answer that end a connection'),
  keepalive_time: key('Seconds without data before the first keepalive probe'),
  limit_output_bytes: key('Bytes of a socket that may wait at the device'),
  max_reordering: key('Most segments that may arrive out of order before that counts as loss'),
  max_syn_backlog: key('Connections of a listener that may be half open'),
  migrate_req: flag('Half open connections move to another listener of the port'),
  min_rtt_wlen: key('Seconds over which the smallest round trip is kept'),
  min_snd_mss: key('Smallest MSS that is sent with'),
  min_tso_segs: key('Segments that are sent at once at least'),
  moderate_rcvbuf: flag('The receive buffer grows with the connection'),
  mtu_probe_floor: key('Smallest MSS that a search for the path MTU tries'),
  mtu_probing: key('Searches for the path MTU itself (RFC 4821)', {
    '0': 'never',
    '1': 'when ICMP seems to be lost',
    '2': 'always',
  }),
  no_metrics_save: flag('Forgets what it learned of a host when the connection ends'),
  no_ssthresh_metrics_save: flag('Forgets the slow start threshold when the connection ends'),
  notsent_lowat: key('Unsent bytes below which a socket may be written to'),
  orphan_retries: key('Retries of a connection that its program has closed; 0 means 8'),
  pacing_ca_ratio: key('Pace in congestion avoidance, in percent'),
  pacing_ss_ratio: key('Pace in slow start, in percent'),
  pingpong_thresh: key('Answers after which a connection counts as interactive'),
  probe_interval: key('Seconds between two searches for the path MTU'),
  probe_threshold: key('Bytes within which the search for the path MTU ends'),
  recovery: key('Bits for finding losses by time (RFC 8985)'),
  reflect_tos: flag('Answers with the TOS of the SYN'),
  reordering: key('Segments that may arrive out of order at first'),
  retrans_collapse: flag('Joins small segments that are sent again'),
  retries1: key('Retries after which the route is looked up again'),
  retries2: key('Retries of data after which a connection is given up'),
  rfc1337: flag('A reset does not end TIME-WAIT (RFC 1337)'),
  rmem: key('Least, first and most bytes of the receive buffer'),
  rto_max_ms: key('Longest time before data is sent again, in milliseconds'),
  rto_min_us: key('Shortest time before data is sent again, in microseconds'),
  sack: flag('Selective acknowledgements (RFC 2018)'),
  shrink_window: flag('The window may become smaller than announced'),
  slow_start_after_idle: flag('Starts slowly again after a pause'),
  stdurg: flag('Reads the urgent pointer as RFC 793 has it'),
  syn_linear_timeouts: key('Retries of a SYN before the time between them doubles'),
  syn_retries: key('Retries of a SYN before connecting fails'),
  synack_retries: key('Retries of a SYN+ACK'),
  syncookies: key('Cookies instead of state when too many connections are half open', {
    '0': 'never',
    '1': 'when the backlog is full',
    '2': 'always',
  }),
  thin_linear_timeouts: flag('Connections with little data retry without doubling the time'),
  timestamps: key('Timestamps in segments (RFC 7323)', {
    '0': 'no',
    '1': 'with an offset by chance',
    '2': 'without one',
  }),
  tso_rtt_log: key('How much larger bursts to near hosts may be'),
  tso_win_divisor: key('Share of the window that one burst may take'),
  tw_reuse: key('New connections may take a port in TIME-WAIT', { '0': 'no', '1': 'yes', '2': 'on loopback only' }),
  tw_reuse_delay: key('Milliseconds before a port in TIME-WAIT may be taken'),
  window_scaling: flag('Windows above 64 KiB (RFC 7323)'),
  wmem: key('Least, first and most bytes of the send buffer'),
  workaround_signed_windows: flag('Takes the other side to read the window as a signed number'),
};

const CONNTRACK: Readonly<Record<string, SysctlKey>> = {
  acct: flag('Counts packets and bytes of each connection'),
  buckets: key('Places in the table that connections are looked up in'),
  checksum: flag('Packets with a wrong checksum are INVALID'),
  count: key('Connections there are; cannot be set'),
  events: key('Tells listeners of connections', { '0': 'no', '1': 'yes', '2': 'when somebody listens' }),
  expect_max: key('Connections that may be expected, as those of FTP for its data'),
  frag6_high_thresh: key('Bytes that pieces of IPv6 packets may take while they wait'),
  frag6_low_thresh: key('Bytes down to which such pieces are given up'),
  frag6_timeout: key('Seconds for which a piece of an IPv6 packet waits for the others'),
  generic_timeout: key('Seconds for which a connection of another protocol is remembered'),
  gre_timeout: key('Seconds for which a GRE tunnel without an answer is remembered'),
  gre_timeout_stream: key('Seconds for which an answered GRE tunnel is remembered'),
  icmp_timeout: key('Seconds for which an ICMP query is remembered'),
  icmpv6_timeout: key('Seconds for which an ICMPv6 query is remembered'),
  log_invalid: key('Logs INVALID packets of this protocol; 255 for all'),
  max: key('Connections there may be; packets of more are dropped'),
  sctp_timeout_closed: key('Seconds for which an SCTP association in CLOSED is remembered'),
  sctp_timeout_cookie_echoed: key('Seconds for which an SCTP association in COOKIE-ECHOED is remembered'),
  sctp_timeout_cookie_wait: key('Seconds for which an SCTP association in COOKIE-WAIT is remembered'),
  sctp_timeout_established: key('Seconds for which an SCTP association in ESTABLISHED is remembered'),
  sctp_timeout_heartbeat_sent: key('Seconds for which an SCTP association in HEARTBEAT-SENT is remembered'),
  sctp_timeout_shutdown_ack_sent: key('Seconds for which an SCTP association in SHUTDOWN-ACK-SENT is remembered'),
  sctp_timeout_shutdown_recd: key('Seconds for which an SCTP association in SHUTDOWN-RECD is remembered'),
  sctp_timeout_shutdown_sent: key('Seconds for which an SCTP association in SHUTDOWN-SENT is remembered'),
  tcp_be_liberal: flag('Only resets outside of the window are INVALID'),
  tcp_ignore_invalid_rst: flag('Resets outside of the window are not INVALID'),
  tcp_loose: flag('Takes up connections that it has not seen the beginning of'),
  tcp_max_retrans: key('Retries without an answer after which a connection is forgotten sooner'),
  tcp_timeout_close: key('Seconds for which a connection in CLOSE is remembered'),
  tcp_timeout_close_wait: key('Seconds for which a connection in CLOSE-WAIT is remembered'),
  tcp_timeout_established: key('Seconds for which an established connection is remembered'),
  tcp_timeout_fin_wait: key('Seconds for which a connection in FIN-WAIT is remembered'),
  tcp_timeout_last_ack: key('Seconds for which a connection in LAST-ACK is remembered'),
  tcp_timeout_max_retrans: key('Seconds for which a connection that only retries is remembered'),
  tcp_timeout_syn_recv: key('Seconds for which a connection in SYN-RECV is remembered'),
  tcp_timeout_syn_sent: key('Seconds for which a connection in SYN-SENT is remembered'),
  tcp_timeout_time_wait: key('Seconds for which a connection in TIME-WAIT is remembered'),
  tcp_timeout_unacknowledged: key('Seconds for which a connection with unacknowledged data is remembered'),
  timestamp: flag('Keeps when each connection began'),
  udp_timeout: key('Seconds for which a UDP packet without an answer is remembered'),
  udp_timeout_stream: key('Seconds for which an answered UDP exchange is remembered'),
};

/** The rest, by whole keys. */
const OTHERS: Readonly<Record<string, SysctlKey>> = {
  'net/bridge/bridge-nf-call-arptables': flag('Bridged ARP passes arptables'),
  'net/bridge/bridge-nf-call-ip6tables': flag('Bridged IPv6 passes ip6tables'),
  'net/bridge/bridge-nf-call-iptables': flag('Bridged IPv4 passes iptables: FORWARD decides about it too'),
  'net/bridge/bridge-nf-filter-pppoe-tagged': flag('Packets within PPPoE pass iptables too'),
  'net/bridge/bridge-nf-filter-vlan-tagged': flag('Packets within a VLAN tag pass iptables too'),
  'net/bridge/bridge-nf-pass-vlan-input-dev': flag('Rules see the VLAN device above the bridge'),
  'net/core/default_qdisc': key('Queueing discipline of new devices'),
  'net/core/rmem_default': key('Bytes of a receive buffer at first'),
  'net/core/rmem_max': key('Bytes of a receive buffer at most'),
  'net/core/somaxconn': key('Connections that may wait for accept(2)'),
  'net/core/txrehash': flag('Takes another way when a connection stalls'),
  'net/core/wmem_default': key('Bytes of a send buffer at first'),
  'net/core/wmem_max': key('Bytes of a send buffer at most'),
  'net/netfilter/nf_log_all_netns': flag('The LOG of all namespaces is heard, not only that of the first'),
  'net/unix/max_dgram_qlen': key('Datagrams that may wait at a Unix socket'),
};

/**
 * What a setting means, by its path below /proc/sys (`net/ipv4/conf/eth0/rp_filter`, with slashes). Undefined for what is
 * no setting of the network.
 */
export function sysctlKey(path: string): SysctlKey | undefined {
  const [, family, folder, name] = /^net\/(ipv[46])\/(conf|neigh)\/[^/]+\/(\w+)$/.exec(path) ?? [];
  if (name !== undefined) return own(folder === 'neigh' ? NEIGH : family === 'ipv4' ? CONF : CONF6, name);
  const [, tcp] = /^net\/ipv4\/tcp_(\w+)$/.exec(path) ?? [];
  const [, conntrack] = /^net\/netfilter\/nf_conntrack_(\w+)$/.exec(path) ?? [];
  const ipv4 = path.startsWith('net/ipv4/') ? own(IPV4, path.slice('net/ipv4/'.length)) : undefined;
  return (
    ipv4 ??
    (tcp === undefined ? undefined : own(TCP, tcp)) ??
    (conntrack === undefined ? undefined : own(CONNTRACK, conntrack)) ??
    own(OTHERS, path)
  );
}

function own(rows: Readonly<Record<string, SysctlKey>>, name: string): SysctlKey | undefined {
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}
