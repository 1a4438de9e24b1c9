import { wget } from '../busybox/wget.ts';
import type { Program } from '../process.ts';

/** Programs that an image need not have. The others (cat, grep, sh, sleep …) are in all of them. */
export const NETWORK_PROGRAMS: readonly string[] = [
  'bash',
  'ip',
  'bridge',
  'ss',
  'brctl',
  'iptables',
  'iptables-save',
  'iptables-restore',
  'ipset',
  'conntrack',
  'ping',
  'arping',
  'tracepath',
  'traceroute',
  'tcpdump',
  'ethtool',
  'ifconfig',
  'route',
  'arp',
  'netstat',
  'sysctl',
  'nc',
  'ncat',
  'curl',
  'wget',
  'iperf3',
  'nft',
  'jq',
];

/** Programs that are on the host only, unless an image names them. */
const HOST_PROGRAMS: ReadonlySet<string> = new Set([
  ...NETWORK_PROGRAMS,
  'python3',
  'docker',
  'sudo',
  'nsenter',
  'modprobe',
  'ip6tables',
  'ip6tables-save',
  'iptables-nft',
  'iptables-nft-save',
  'iptables-nft-restore',
  'iptables-legacy',
  'iptables-legacy-save',
  'iptables-legacy-restore',
]);

/** The programs in a container, of those of the machine. */
export function programsIn(
  machine: ReadonlyMap<string, Program>,
  tools: readonly string[],
): ReadonlyMap<string, Program> {
  const all = [...machine, ['wget', wget] as const];
  return new Map(all.filter(([name]) => !HOST_PROGRAMS.has(name) || tools.includes(name)));
}
