import type { AddressInfo } from '../../../kernel/address/requests.ts';
import type { LinkStats } from '../../../kernel/link/requests.ts';
import { formatIpv4, type Ipv4, maskOf } from '../../../net/ipv4.ts';
import { formatMac } from '../../../net/mac.ts';
import { formatIp } from '../../../net/prefix.ts';
import { flagBits, flagNames, type Interface } from './interface.ts';

const INDENT = ' '.repeat(8);

/** An interface as ifconfig(8) of net-tools 2.10 shows it. */
export function longText({ name, link, ipv4, ipv6, isAlias }: Interface): string {
  const lines = [`${name}: flags=${flagBits(link)}<${flagNames(link).join(',')}>  mtu ${link.mtu}`];
  if (ipv4 !== undefined) lines.push(`${INDENT}${ipv4Text(ipv4, link.broadcast)}`);
  for (const address of ipv6)
    lines.push(
      `${INDENT}inet6 ${formatIp(address.local)}  prefixlen ${address.prefixLength}  scopeid ${scopeText(address)}`,
    );
  const mac = link.kind === 'loopback' ? 'loop' : `ether ${formatMac(link.mac)}`;
  const type = link.kind === 'loopback' ? 'Local Loopback' : 'Ethernet';
  const queue = link.txqlen === -1 ? '' : `  txqueuelen ${link.txqlen}`;
  lines.push(`${INDENT}${mac}${queue}  (${type})`);
  if (!isAlias) lines.push(...statistics(link.stats));
  return `${lines.join('\n')}\n\n`;
}

function ipv4Text(address: AddressInfo, hasBroadcast: boolean): string {
  const text = `inet ${formatIp(address.local)}  netmask ${formatIpv4(maskOf(address.prefixLength))}`;
  return hasBroadcast ? `${text}  broadcast ${formatIpv4(address.broadcast ?? (0 as Ipv4))}` : text;
}

/** Scopes by the numbers of /proc/net/if_inet6 (IPV6_ADDR_*). */
function scopeText({ scope }: AddressInfo): string {
  if (scope === 'host') return '0x10<host>';
  if (scope === 'link') return '0x20<link>';
  return scope === 'site' ? '0x40<site>' : '0x0<global>';
}

function statistics(stats: LinkStats): string[] {
  const bytes = (count: number) => `bytes ${count} (${sizeText(count)})`;
  return [
    `RX packets ${stats.rxPackets}  ${bytes(stats.rxBytes)}`,
    `RX errors ${stats.rxErrors}  dropped ${stats.rxDropped}  overruns 0  frame 0`,
    `TX packets ${stats.txPackets}  ${bytes(stats.txBytes)}`,
    `TX errors ${stats.txErrors}  dropped ${stats.txDropped} overruns 0  carrier 0  collisions 0`,
  ].map((line) => `${INDENT}${line}`);
}

const UNITS = [
  ['PiB', 2 ** 50],
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;

/** Bytes in the largest unit that they exceed, cut to one decimal. */
function sizeText(bytes: number): string {
  const unit = UNITS.find(([, size]) => bytes > size);
  const tenths = Math.floor((bytes * 10) / (unit?.[1] ?? 1));
  return `${Math.floor(tenths / 10)}.${tenths % 10} ${unit?.[0] ?? 'B'}`;
}

/** The head of the table of `-s`. */
export const SHORT_HEAD = 'Iface      MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n';

/** The letters of flags, in their order in a line of `-s`. */
const LETTERS: readonly (readonly [string, string])[] = [
  ['ALLMULTI', 'A'],
  ['BROADCAST', 'B'],
  ['LOOPBACK', 'L'],
  ['MULTICAST', 'M'],
  ['PROMISC', 'P'],
  ['NOARP', 'O'],
  ['RUNNING', 'R'],
  ['UP', 'U'],
];

/** An interface as a line of `ifconfig -s`. */
export function shortText({ name, link, isAlias }: Interface): string {
  const { stats } = link;
  const pad = (value: number, width: number) => String(value).padStart(width);
  const counters = isAlias
    ? '     - no statistics available -                       '
    : [
        pad(stats.rxPackets, 8),
        pad(stats.rxErrors, 6),
        pad(stats.rxDropped, 6),
        '0     ',
        pad(stats.txPackets, 8),
        pad(stats.txErrors, 6),
        pad(stats.txDropped, 6),
        pad(0, 6),
      ].join(' ');
  const flags = flagNames(link);
  const letters = LETTERS.map(([flag, letter]) => (flags.includes(flag) ? letter : '')).join('');
  return `${name.padEnd(15)} ${pad(link.mtu, 5)} ${counters} ${letters === '' ? '[NO FLAGS]' : letters}\n`;
}
