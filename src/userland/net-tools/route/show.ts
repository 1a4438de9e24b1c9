import { formatIpv4, type Ipv4 } from '../../../net/ipv4.ts';
import { nameOfHost } from '../../netbase/hosts.ts';
import { networkName } from '../../netbase/networks.ts';
import { type ProcRoute, procRoutes } from '../../proc/route-table.ts';
import type { Process } from '../../process.ts';

/** How the table is shown: `extended` counts -e in two bits; with three there is neither a head nor a row. */
export interface RouteView {
  readonly numeric: boolean;
  readonly extended: number;
}

const ADDRESS = 15;
const RTF_UP = 1;
const RTF_GATEWAY = 2;
const RTF_HOST = 4;
const RTF_REJECT = 0x200;

const COLUMNS = [
  'Destination     Gateway         Genmask         Flags ',
  'Source          Destination     Gateway         Flags ',
];

/** The rest of the head, by the number of -e. */
const TAILS = ['Metric Ref    Use Iface', '  MSS Window  irtt Iface', 'Metric Ref    Use Iface    MSS   Window irtt'];

/** The main table, as /proc/net/route tells it; false where there is none (rprint_fib). */
export function showRoutes(process: Process, view: RouteView): boolean {
  const { stdout, system, netns } = process;
  stdout.write('Kernel IP routing table\n');
  const routes = procRoutes(system.kernel, netns);
  const tail = TAILS[view.extended];
  if (tail === undefined) return routes !== undefined;
  stdout.write(`${COLUMNS[0]}${tail}\n`);
  for (const route of routes ?? []) stdout.write(line(process, view, route));
  return routes !== undefined;
}

/** The cache of routes: Linux has none any more. */
export function showCache(process: Process, { extended }: RouteView): void {
  process.stdout.write('Kernel IP routing cache\n');
  const tail = TAILS[extended];
  if (tail === undefined) return;
  process.stdout.write(`${COLUMNS[1]}${tail}${extended === 2 ? '  TOS HHRef HHUptod     SpecDst' : ''}\n`);
}

function line(process: Process, view: RouteView, route: ProcRoute): string {
  const isReject = (route.flags & RTF_REJECT) !== 0;
  // Metric and window are printed as signed numbers.
  const cell = (text: string | number, width: number) => (isReject ? '-' : String(text)).padEnd(width);
  const address = [
    destinationText(process, view, route).padEnd(ADDRESS),
    (isReject ? '-' : gatewayText(process, view, route.gateway)).padEnd(ADDRESS),
    formatIpv4(route.mask).padEnd(ADDRESS),
    letters(route.flags).padEnd(5),
  ].join(' ');
  const dev = isReject ? '-' : route.dev;
  if (view.extended === 1)
    return `${address} ${cell(route.mss, 0).padStart(5)} ${cell(route.window | 0, 6)} ${cell(route.irtt, 0).padStart(5)} ${dev}\n`;
  const counts = `${String(route.metric | 0).padEnd(6)} ${cell(0, 2)} ${'0'.padStart(7)}`;
  if (view.extended === 0) return `${address} ${counts} ${dev}\n`;
  return `${address} ${counts} ${dev.padEnd(8)} ${cell(route.mss, 5)} ${cell(route.window | 0, 6)} ${cell(route.irtt, 0)}\n`;
}

function destinationText(process: Process, { numeric }: RouteView, { destination, mask, flags }: ProcRoute): string {
  const text = formatIpv4(destination);
  if (numeric) return text;
  if (destination === 0) return mask === 0 ? 'default' : text;
  const name = (flags & RTF_HOST) !== 0 ? nameOfHost(process, text) : networkName(destination);
  return (name ?? text).slice(0, ADDRESS);
}

function gatewayText(process: Process, { numeric }: RouteView, gateway: Ipv4): string {
  const text = formatIpv4(gateway);
  return (numeric || gateway === 0 ? text : (nameOfHost(process, text) ?? text)).slice(0, ADDRESS);
}

/** Flags as letters; what is refused is not up. */
function letters(flags: number): string {
  const all = [
    (flags & RTF_REJECT) !== 0 ? '!' : (flags & RTF_UP) !== 0 ? 'U' : '',
    (flags & RTF_GATEWAY) !== 0 ? 'G' : '',
    (flags & RTF_HOST) !== 0 ? 'H' : '',
  ];
  return all.join('');
}
