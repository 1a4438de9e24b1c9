import type { NeighbourInfo } from '../../../kernel/neigh/requests.ts';
import { formatMac } from '../../../net/mac.ts';
import { formatIp } from '../../../net/prefix.ts';
import { nameOfHost, resolveHost } from '../../netbase/hosts.ts';
import type { Process } from '../../process.ts';
import { lookupFailure } from '../resolve.ts';
import { type ArpRequest, fails } from './request.ts';

const HEAD = 'Address                  HWtype  HWaddress           Flags Mask            Iface\n';

/** What /proc/net/arp has: entries that never resolved are incomplete, NOARP ones are hidden, proxies are at the end. */
function entriesOf({ system, netns }: Process): NeighbourInfo[] {
  const { neighbour } = system.kernel;
  const entries = neighbour.dump(netns, 4).filter(({ state }) => state !== 'NOARP' && state !== 'NONE');
  return [...entries, ...neighbour.proxies(netns, 4)];
}

/** The table, or what it has of a host or device (arp_show). */
export function showEntries(process: Process, { words, flags, device }: ArpRequest): number {
  const wanted = words[0];
  const address = wanted === undefined ? undefined : resolveHost(process, wanted.text);
  if (address === null) return fails(process, lookupFailure(wanted!.text), wanted!.index);
  const all = entriesOf(process);
  const found = all.filter(
    (entry) =>
      (device === undefined || entry.dev === device) && (address === undefined || entry.destination === address),
  );
  const out = process.stdout;
  if (found.length > 0 && !flags.has('-a')) out.write(HEAD);
  const line = flags.has('-a') ? bsdLine : linuxLine;
  for (const entry of found)
    out.write(line(entry, flags.has('-n') ? undefined : nameOfHost(process, formatIp(entry.destination))));
  if (flags.has('-v'))
    out.write(`Entries: ${all.length}\tSkipped: ${all.length - found.length}\tFound: ${found.length}\n`);
  if (found.length > 0) return 0;
  if (wanted !== undefined && !flags.has('-a')) out.write(`${wanted.text} (${formatIp(address!)}) -- no entry\n`);
  else if (wanted !== undefined || device !== undefined) out.write(`arp: in ${all.length} entries no match found.\n`);
  return 0;
}

function linuxLine({ destination, mac, state, proxy, dev }: NeighbourInfo, name: string | undefined): string {
  const host = (name ?? formatIp(destination)).slice(0, 23).padEnd(23);
  const known = proxy ? '*       <from_interface>' : '        (incomplete)';
  const hardware = mac === undefined ? known : `ether   ${formatMac(mac)}`;
  const flags = proxy ? 'MP' : mac === undefined ? '' : state === 'PERMANENT' ? 'CM' : 'C';
  return `${host}  ${hardware.padEnd(28)}${flags.padEnd(6)}${''.padEnd(16)}${dev}\n`;
}

function bsdLine({ destination, mac, state, proxy, dev }: NeighbourInfo, name: string | undefined): string {
  const known = proxy ? '<from_interface> PERM PUB ' : '<incomplete>  ';
  const hardware = mac === undefined ? known : `${formatMac(mac)} [ether] ${state === 'PERMANENT' ? 'PERM ' : ''}`;
  return `${name ?? '?'} (${formatIp(destination)}) at ${hardware}on ${dev}\n`;
}
