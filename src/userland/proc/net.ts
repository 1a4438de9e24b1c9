import type { Kernel } from '../../kernel/kernel.ts';
import type { LinkStats } from '../../kernel/link/requests.ts';
import type { NeighbourInfo } from '../../kernel/neigh/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { formatMac } from '../../net/mac.ts';
import { formatIp } from '../../net/prefix.ts';
import { procRoutes } from './route-table.ts';

/** Types of hardware (linux/if_arp.h). */
const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;

/** /proc/net/arp (arp_format_neigh_entry). */
export function arpTable(kernel: Kernel, netns: Netns): string {
  const hardware = (dev: string) =>
    kernel.link.find(netns, dev)?.kind === 'loopback' ? ARPHRD_LOOPBACK : ARPHRD_ETHER;
  const line = (entry: NeighbourInfo, flags: string) =>
    `${formatIp(entry.destination).padEnd(16)} 0x${hardware(entry.dev).toString(16).padEnd(10)}${flags.padEnd(10)}  ${formatMac(entry.mac ?? 0)}     *        ${entry.dev}\n`;
  const rows = kernel.neighbour
    .dump(netns, 4)
    .filter((entry) => entry.state !== 'NOARP' && entry.state !== 'NONE')
    .map((entry) => line(entry, entry.state === 'PERMANENT' ? '0x6' : entry.mac === undefined ? '0x0' : '0x2'));
  const proxies = kernel.neighbour.proxies(netns, 4).map((entry) => line({ ...entry, mac: undefined }, '0xc'));
  return `IP address       HW type     Flags       HW address            Mask     Device\n${[...rows, ...proxies].join('')}`;
}

const ROUTE_WIDTH = 127;

/** /proc/net/route (fib_route_seq_show): the routes of the main table, numbers in network byte order. */
export function routeTable(kernel: Kernel, netns: Netns): string {
  const routes = procRoutes(kernel, netns);
  // Without a main table there is not even a head (fib_route_seq_start).
  if (routes === undefined) return '';
  const line = (cells: readonly string[]) => `${cells.join('\t').padEnd(ROUTE_WIDTH)}\n`;
  const head = [
    'Iface',
    'Destination',
    'Gateway ',
    'Flags',
    'RefCnt',
    'Use',
    'Metric',
    'Mask',
    '\tMTU',
    'Window',
    'IRTT',
  ];
  const rows = routes.map((route) => {
    const flags = route.flags.toString(16).toUpperCase().padStart(4, '0');
    const metric = String(route.metric);
    const { dev } = route;
    const addresses = [swapped(route.destination), swapped(route.gateway)];
    return line([
      dev,
      ...addresses,
      flags,
      '0',
      '0',
      metric,
      swapped(route.mask),
      `${route.mss}`,
      `${route.window}`,
      `${route.irtt}`,
    ]);
  });
  return line(head) + rows.join('');
}

/** An address as eight digits in network byte order, as a little-endian host prints it. */
export function swapped(address: number): string {
  const bytes = [address & 255, (address >>> 8) & 255, (address >>> 16) & 255, address >>> 24];
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

/** /proc/net/dev (dev_seq_printf_stats). */
export function deviceTable(kernel: Kernel, netns: Netns): string {
  const head =
    'Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  return (
    head +
    kernel.link
      .dump(netns)
      .map((link) => `${link.name.padStart(6)}: ${counters(link.stats)}\n`)
      .join('')
  );
}

function counters(stats: LinkStats): string {
  const pad = (value: number, width: number) => String(value).padStart(width);
  const received = [
    pad(stats.rxBytes, 7),
    pad(stats.rxPackets, 7),
    pad(stats.rxErrors, 4),
    pad(stats.rxDropped, 4),
    pad(0, 4),
    pad(0, 5),
    pad(0, 10),
    pad(stats.multicast, 9),
  ];
  const sent = [
    pad(stats.txBytes, 8),
    pad(stats.txPackets, 7),
    pad(stats.txErrors, 4),
    pad(stats.txDropped, 4),
    pad(0, 4),
    pad(0, 5),
    pad(0, 7),
    pad(0, 10),
  ];
  return [...received, ...sent].join(' ');
}
