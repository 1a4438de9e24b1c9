/** Matches that iptables 1.8.9 has besides those simulated. */
const MATCHES: ReadonlySet<string> = new Set([
  'ah',
  'bpf',
  'cgroup',
  'cluster',
  'connbytes',
  'connlabel',
  'cpu',
  'dccp',
  'devgroup',
  'ecn',
  'esp',
  'helper',
  'ipcomp',
  'ipvs',
  'nfacct',
  'osf',
  'policy',
  'rateest',
  'realm',
  'sctp',
  'socket',
  'tcpmss',
]);

/** Targets likewise. */
const TARGETS: ReadonlySet<string> = new Set([
  'AUDIT',
  'CHECKSUM',
  'CLASSIFY',
  'CLUSTERIP',
  'CONNSECMARK',
  'ECN',
  'HMARK',
  'IDLETIMER',
  'LED',
  'RATEEST',
  'SECMARK',
  'SYNPROXY',
  'TCPOPTSTRIP',
  'TEE',
  'TPROXY',
  'ULOG',
]);

/** What a word after -m would be on Linux, and is not here. */
export function lackingMatch(name: string): string | undefined {
  return MATCHES.has(name) ? `the match ${name}` : undefined;
}

/** What a word after -j would be on Linux, and is not here. */
export function lackingTarget(name: string): string | undefined {
  return TARGETS.has(name) ? `the target ${name}` : undefined;
}
