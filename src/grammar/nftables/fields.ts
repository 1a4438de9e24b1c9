/** A field of a packet that rules of nft may test or set. */
export interface Field {
  /** As it is written: `ip saddr`, `ct state`. */
  readonly name: string;
  /** The type of its values, by nft's name. */
  readonly type: string;
  /** Bits of its values. */
  readonly bits: number;
  readonly doc: string;
}

/** Headers with their fields, a row a field: name, type, bits, what it is. */
const HEADERS: Readonly<Record<string, string>> = {
  ether: `
    saddr ether_addr 48 Source of the frame
    daddr ether_addr 48 Destination of the frame
    type ether_type 16 What the frame carries`,
  vlan: `
    id integer 12 Number of the VLAN
    dei integer 1 Drop eligible
    cfi integer 1 Drop eligible, by its old name
    pcp integer 3 Priority
    type ether_type 16 What the frame carries`,
  arp: `
    htype integer 16 Kind of hardware
    ptype ether_type 16 Kind of protocol
    hlen integer 8 Bytes of a hardware address
    plen integer 8 Bytes of a protocol address
    operation arp_op 16 Request or reply`,
  ip: `
    version integer 4 Version
    hdrlength integer 4 Words of the header
    dscp dscp 6 Differentiated services code point
    ecn ecn 2 Explicit congestion notification
    length integer 16 Bytes of the packet
    id integer 16 Identification
    frag-off integer 16 Fragment flags and offset
    ttl integer 8 Time to live
    protocol inet_proto 8 What the packet carries
    checksum integer 16 Checksum of the header
    saddr ipv4_addr 32 Source
    daddr ipv4_addr 32 Destination`,
  ip6: `
    version integer 4 Version
    dscp dscp 6 Differentiated services code point
    ecn ecn 2 Explicit congestion notification
    flowlabel integer 20 Flow label
    length integer 16 Bytes behind the header
    nexthdr inet_proto 8 What follows the header
    hoplimit integer 8 Hop limit
    saddr ipv6_addr 128 Source
    daddr ipv6_addr 128 Destination`,
  icmp: `
    type icmp_type 8 Type
    code icmp_code 8 Code
    checksum integer 16 Checksum
    id integer 16 Identifier of an echo
    sequence integer 16 Number of an echo
    mtu integer 16 MTU of the next hop
    gateway integer 32 Router of a redirect`,
  icmpv6: `
    type icmpv6_type 8 Type
    code icmpv6_code 8 Code
    checksum integer 16 Checksum
    id integer 16 Identifier of an echo
    sequence integer 16 Number of an echo
    mtu integer 32 MTU of the next hop`,
  tcp: `
    sport inet_service 16 Port of the source
    dport inet_service 16 Port of the destination
    sequence integer 32 Sequence number
    ackseq integer 32 Acknowledgement number
    doff integer 4 Words of the header
    flags tcp_flag 8 Control bits
    window integer 16 Window
    checksum integer 16 Checksum
    urgptr integer 16 Urgent pointer`,
  udp: `
    sport inet_service 16 Port of the source
    dport inet_service 16 Port of the destination
    length integer 16 Bytes of the datagram
    checksum integer 16 Checksum`,
  th: `
    sport inet_service 16 Port of the source, of TCP and UDP alike
    dport inet_service 16 Port of the destination, of TCP and UDP alike`,
  sctp: `
    sport inet_service 16 Port of the source
    dport inet_service 16 Port of the destination`,
  meta: `
    length integer 32 Bytes of the packet
    protocol ether_type 16 Protocol of the packet
    priority classid 32 Priority for queues
    mark mark 32 Mark of the packet
    iif iface_index 32 Device it came in by, by its number
    oif iface_index 32 Device it leaves by, by its number
    iifname ifname 128 Device it came in by, by its name
    oifname ifname 128 Device it leaves by, by its name
    iiftype iface_type 16 Kind of the device it came in by
    oiftype iface_type 16 Kind of the device it leaves by
    skuid uid 32 User whose socket sent it
    skgid gid 32 Group whose socket sent it
    nftrace integer 1 Whether it is traced
    rtclassid realm 32 Realm of its route
    nfproto nf_proto 8 IPv4 or IPv6
    l4proto inet_proto 8 Protocol above IP
    ibrname ifname 128 Bridge it came in by
    obrname ifname 128 Bridge it leaves by
    pkttype pkt_type 8 Whom the frame was addressed to
    cpu integer 32 Processor
    iifgroup devgroup 32 Group of the device it came in by
    oifgroup devgroup 32 Group of the device it leaves by
    cgroup integer 32 Control group
    random integer 32 A number by chance
    time time 64 Date and time
    day day 8 Day of the week
    hour hour 32 Time of the day`,
  socket: `
    transparent integer 8 Whether its socket takes addresses of others
    mark mark 32 Mark of its socket
    wildcard integer 8 Whether its socket is bound to no address`,
  ct: `
    state ct_state 32 How the packet stands to its connection
    direction ct_dir 8 Direction of the packet
    status ct_status 32 What is known of the connection
    mark mark 32 Mark of the connection
    expiration ct_time 32 How long the connection lives
    helper ct_helper 128 Helper of the connection
    l3proto nf_proto 8 IPv4 or IPv6
    protocol inet_proto 8 Protocol above IP
    saddr ipv4_addr 32 Source
    daddr ipv4_addr 32 Destination
    proto-src inet_service 16 Port of the source
    proto-dst inet_service 16 Port of the destination
    bytes integer 64 Bytes so far
    packets integer 64 Packets so far
    avgpkt integer 64 Bytes of a packet
    zone integer 16 Zone
    label ct_label 128 Labels
    id integer 32 Number of the connection`,
};

/** Fields whose names have more than one word behind the header. */
const MORE: readonly Field[] = [
  field('arp saddr ip', 'ipv4_addr', 32, 'Address of the sender'),
  field('arp saddr ether', 'ether_addr', 48, 'MAC of the sender'),
  field('arp daddr ip', 'ipv4_addr', 32, 'Address of the target'),
  field('arp daddr ether', 'ether_addr', 48, 'MAC of the target'),
  field('ct ip saddr', 'ipv4_addr', 32, 'Source'),
  field('ct ip daddr', 'ipv4_addr', 32, 'Destination'),
  field('ct ip6 saddr', 'ipv6_addr', 128, 'Source'),
  field('ct ip6 daddr', 'ipv6_addr', 128, 'Destination'),
  ...['rr', 'lsrr', 'ssrr', 'ra'].map((name) => field(`ip option ${name}`, 'boolean', 1, 'Whether it has the option')),
  field('tcp option maxseg size', 'integer', 16, 'Largest segment that the sender takes'),
  field('rt mtu', 'integer', 16, 'Segment size that fits the route'),
  field('rt classid', 'realm', 32, 'Realm of the route'),
];

function field(name: string, type: string, bits: number, doc: string): Field {
  return { name, type, bits, doc };
}

/** The fields by their names. */
export const FIELDS: ReadonlyMap<string, Field> = new Map(
  [
    ...Object.entries(HEADERS).flatMap(([header, rows]) =>
      [...rows.matchAll(/(\S+) (\S+) (\d+) (.+)/g)].map(([, name, type, bits, doc]) =>
        field(`${header} ${name}`, type!, Number(bits), doc!),
      ),
    ),
    ...MORE,
  ].map((each) => [each.name, each]),
);

/** The names of a header's fields, in order. */
export function fieldsOf(header: string): string[] {
  return (HEADERS[header] ?? '')
    .trim()
    .split('\n')
    .map((row) => row.trim().split(' ')[0]!);
}

/** Headers that a field may begin with. */
export const HEADER_NAMES: readonly string[] = Object.keys(HEADERS);

/** Keys of `meta` that may stand without it. */
export const BARE_META: readonly string[] = [
  'mark',
  'iif',
  'iifname',
  'iiftype',
  'oif',
  'oifname',
  'oiftype',
  'skuid',
  'skgid',
  'nftrace',
  'rtclassid',
  'pkttype',
  'cpu',
  'iifgroup',
  'oifgroup',
  'cgroup',
];

/** The keys of `meta` that a listing shows without it. */
export const SHOWN_BARE: ReadonlySet<string> = new Set(['iif', 'oif', 'iifname', 'oifname', 'iifgroup', 'oifgroup']);
