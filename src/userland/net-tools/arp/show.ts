import type { NeighbourInfo } from '../../../kernel/neigh/requests.ts';
import { formatMac } from '../../../net/mac.ts';
import { formatIp } from '../../../net/prefix.ts';
import { nameOfHost } from '../../netbase/hosts.ts';
import type { Process } from '../../process.ts';
import { hardwareOf } from './hardware-type.ts';
import type { ArpRequest } from './request.ts';

const HEAD = 'Address                  HWtype  HWaddress           Flags Mask            Iface\n';

/** What /proc/net/arp lists: neighbours that were asked for, then the addresses of others that are answered for. */
export function arpEntries({ system, netns }: Process): NeighbourInfo[] {
  const { neighbour } = system.kernel;
  const known = neighbour.dump(netns, 4).filter(({ state }) => state !== 'NOARP' && state !== 'NONE');
  return [...known, ...neighbour.proxies(netns, 4)];
}

/** `arp`, `arp -a`: the whole table, or a host's or a device's part of it. */
export function showEntries(request: ArpRequest): number {
  const { process, flags, device, words } = request;
  const [host] = words;
  const address = host === undefined ? undefined : request.resolve(host);
  const hardware = flags.get('-H')?.text;
  const entries = arpEntries(process);
  const shown = entries.filter(
    (entry) =>
      (device === undefined || entry.dev === device.text) &&
      (address === undefined || entry.destination === address) &&
      (hardware === undefined || hardware === hardwareOf(process, entry.dev)),
  );
  const print = (text: string) => process.stdout.write(text);
  const isBsd = flags.has('-a');
  if (shown.length > 0 && !isBsd) print(HEAD);
  for (const entry of shown) {
    const name = flags.has('-n') ? undefined : nameOfHost(process, formatIp(entry.destination));
    print((isBsd ? bsdLine : linuxLine)(entry, name, hardwareOf(process, entry.dev)));
  }
  if (flags.has('-v'))
    print(`Entries: ${entries.length}\tSkipped: ${entries.length - shown.length}\tFound: ${shown.length}\n`);
  if (shown.length > 0) return 0;
  if (host !== undefined && !isBsd) print(`${host.text} (${formatIp(address!)}) -- no entry\n`);
  else if (host !== undefined || device !== undefined || hardware !== undefined)
    print(`arp: in ${entries.length} entries no match found.\n`);
  return 0;
}

function linuxLine(entry: NeighbourInfo, name: string | undefined, type: string): string {
  const host = (name ?? formatIp(entry.destination)).padEnd(23);
  const line = (hardware: string, flags: string) => `${host}  ${hardware}${flags.padEnd(22)}${entry.dev}\n`;
  if (entry.proxy) return line(`*       ${'<from_interface>'.padEnd(20)}`, 'MP');
  if (entry.mac === undefined) return `${host.padEnd(25)}${'        (incomplete)'.padEnd(50)}${entry.dev}\n`;
  return line(`${type.padEnd(8)}${formatMac(entry.mac).padEnd(20)}`, entry.state === 'PERMANENT' ? 'CM' : 'C');
}

function bsdLine(entry: NeighbourInfo, name: string | undefined, type: string): string {
  const where = `${name ?? '?'} (${formatIp(entry.destination)}) at`;
  if (entry.proxy) return `${where} <from_interface> PERM PUB on ${entry.dev}\n`;
  if (entry.mac === undefined) return `${where} <incomplete> on ${entry.dev}\n`;
  return `${where} ${formatMac(entry.mac)} [${type}] ${entry.state === 'PERMANENT' ? 'PERM ' : ''}on ${entry.dev}\n`;
}
