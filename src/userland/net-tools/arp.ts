import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { ARP } from '../../grammar/net-tools/arp.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import type { NeighbourInfo } from '../../kernel/neigh/requests.ts';
import { formatMac, parseMac } from '../../net/mac.ts';
import { formatIp } from '../../net/prefix.ts';
import { nameOfHost, resolveHost } from '../netbase/hosts.ts';
import type { Process, Program } from '../process.ts';
import { lookupFailure } from './resolve.ts';

const TABLE = new GetoptTable(ARP.options);

/** arp(8), net-tools 2.10. */
export const arp: Program = (process) => {
  const scan = new Getopt(process.argv, [TABLE]);
  const flags = new Set<string>();
  const words: { text: string; index: number }[] = [];
  let device: string | undefined;
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('arp', step.error)}\n${usageOf('arp', ARP)}`);
      return 4;
    }
    if (step.kind === 'operand') words.push({ text: step.value, index: step.index });
    else flags.add(step.option.name);
    if (step.kind === 'option' && step.option.name === '-i') device = step.value;
  }
  if (flags.has('-d')) return remove(process, words, device);
  if (flags.has('-s')) return set(process, words, device);
  return show(process, words[0], flags, device);
};

/** What the neighbour table shows through arp: entries that never resolved are incomplete, NOARP ones are hidden. */
export function arpEntries(process: Process): NeighbourInfo[] {
  return process.system.kernel.neighbour
    .dump(process.netns, 4)
    .filter((entry) => entry.state !== 'NOARP' && entry.state !== 'NONE');
}

function show(
  process: Process,
  wanted: { readonly text: string; readonly index: number } | undefined,
  flags: ReadonlySet<string>,
  device: string | undefined,
): number {
  const address = wanted === undefined ? undefined : resolveHost(process, wanted.text);
  if (address === null) {
    process.blame(wanted!.index);
    process.stderr.write(`${lookupFailure(wanted!.text)}\n`);
    return 255;
  }
  const entries = arpEntries(process).filter(
    (entry) =>
      (device === undefined || entry.dev === device) && (address === undefined || entry.destination === address),
  );
  if (entries.length === 0) {
    if (wanted !== undefined) process.stdout.write(`${wanted.text} (${formatIp(address!)}) -- no entry\n`);
    return 0;
  }
  const name = (entry: NeighbourInfo) =>
    flags.has('-n') ? undefined : nameOfHost(process, formatIp(entry.destination));
  if (!flags.has('-a'))
    process.stdout.write('Address                  HWtype  HWaddress           Flags Mask            Iface\n');
  for (const entry of entries)
    process.stdout.write(flags.has('-a') ? bsdLine(entry, name(entry)) : linuxLine(entry, name(entry)));
  return 0;
}

function isComplete(entry: NeighbourInfo): boolean {
  return entry.mac !== undefined;
}

function linuxLine(entry: NeighbourInfo, name: string | undefined): string {
  const host = (name ?? formatIp(entry.destination)).padEnd(23);
  if (!isComplete(entry)) return `${host.padEnd(25)}${'        (incomplete)'.padEnd(50)}${entry.dev}\n`;
  const flags = entry.state === 'PERMANENT' ? 'CM' : 'C';
  return `${host}  ether   ${formatMac(entry.mac!).padEnd(18)}  ${flags.padEnd(6)}${''.padEnd(16)}${entry.dev}\n`;
}

function bsdLine(entry: NeighbourInfo, name: string | undefined): string {
  const mac = isComplete(entry)
    ? `${formatMac(entry.mac!)} [ether] ${entry.state === 'PERMANENT' ? 'PERM ' : ''}`
    : '<incomplete>  ';
  return `${name ?? '?'} (${formatIp(entry.destination)}) at ${mac}on ${entry.dev}\n`;
}

function needsHost(process: Process): number {
  process.stderr.write('arp: need host name\n');
  return 255;
}

function fails(process: Process, complaint: string, index: number): number {
  process.blame(index);
  process.stderr.write(`${complaint}\n`);
  return 255;
}

function remove(
  process: Process,
  words: readonly { readonly text: string; readonly index: number }[],
  device: string | undefined,
): number {
  const host = words[0];
  if (host === undefined) return needsHost(process);
  const address = resolveHost(process, host.text);
  if (address === null) return fails(process, lookupFailure(host.text), host.index);
  const entry = arpEntries(process).find(
    (each) => each.destination === address && (device === undefined || each.dev === device),
  );
  const { kernel } = process.system;
  // Without a device the kernel asks the routes for one (arp_req_delete).
  const routed = device === undefined ? kernel.route.get(process.netns, { destination: address }) : undefined;
  if (routed?.ok === false) return fails(process, `SIOCDARP(dontpub): ${strerror(routed.error.errno)}`, host.index);
  if (entry === undefined) {
    process.blame(host.index);
    process.stdout.write(`No ARP entry for ${host.text}\n`);
    return 255;
  }
  kernel.neighbour.delete(process.netns, { ifindex: entry.ifindex, destination: address });
  return 0;
}

function set(
  process: Process,
  [host, hardware]: readonly { readonly text: string; readonly index: number }[],
  device: string | undefined,
): number {
  const { kernel } = process.system;
  if (host === undefined) return needsHost(process);
  const address = resolveHost(process, host.text);
  if (address === null) return fails(process, lookupFailure(host.text), host.index);
  const mac = hardware === undefined ? null : parseMac(hardware.text);
  if (mac === null) {
    process.blame(hardware?.index ?? 0);
    process.stderr.write(hardware === undefined ? 'arp: need hardware address\n' : 'arp: invalid hardware address\n');
    return 255;
  }
  const routed = device === undefined ? kernel.route.get(process.netns, { destination: address }) : undefined;
  const ifindex =
    device === undefined
      ? routed?.ok
        ? routed.value.ifindex
        : undefined
      : kernel.link.find(process.netns, device)?.ifindex;
  const added =
    ifindex === undefined
      ? undefined
      : kernel.neighbour.add(process.netns, { ifindex, destination: address, mac, state: 'PERMANENT' }, 'replace');
  if (added?.ok) return 0;
  process.blame(host.index);
  process.stderr.write(`SIOCSARP: ${strerror(added === undefined ? 'ENETUNREACH' : added.error.errno)}\n`);
  return 255;
}
