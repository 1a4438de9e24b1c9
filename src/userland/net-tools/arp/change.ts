import { strerror } from '../../../kernel/errno.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import type { Mac } from '../../../net/mac.ts';
import { resolveHost } from '../../netbase/hosts.ts';
import type { Process } from '../../process.ts';
import { parseHardwareAddress } from '../hardware-address.ts';
import { lookupFailure } from '../resolve.ts';
import type { Word } from '../word.ts';
import { type ArpChange, addArp, deleteArp } from './ioctl.ts';
import { type ArpRequest, fails } from './request.ts';

const EVERY_BIT = 0xffffffff;

/** What the words after host and MAC change of a request; the word that is none of them, for the usage text; or a status. */
function readWords(process: Process, words: readonly Word[], change: ArpChange): Word | number | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const value = words[at + 1];
    switch (word.text) {
      case 'temp':
        change.permanent = false;
        break;
      case 'pub':
        change.published = true;
        break;
      case 'priv':
        change.isPrivate = true;
        change.published = false;
        break;
      case 'dontpub':
        change.isForPublished = true;
        break;
      case 'trail':
      case 'auto':
        break;
      case 'dev':
        if (value === undefined) return word;
        change.device = value.text;
        at++;
        break;
      case 'netmask': {
        if (value === undefined) return word;
        const mask = resolveHost(process, value.text);
        if (mask === null) return fails(process, lookupFailure(value.text), value.index);
        if (mask !== EVERY_BIT) change.isForPublished = change.hasMask = true;
        at++;
        break;
      }
      default:
        return word;
    }
  }
  return undefined;
}

/** The host that a change is about; a status where there is none. */
function hostOf(process: Process, host: Word | undefined): { readonly address: Ipv4 } | number {
  if (host === undefined) return fails(process, 'arp: need host name', 0);
  const address = resolveHost(process, host.text);
  return address === null ? fails(process, lookupFailure(host.text), host.index) : { address };
}

/** `arp -d`: the neighbour, else the address that is answered for (arp_del). */
export function removeEntry(process: Process, { words, flags, device }: ArpRequest): number | Word {
  const found = hostOf(process, words[0]);
  if (typeof found === 'number') return found;
  const change: ArpChange = { ...found, device, isOfLoopback: false, permanent: true };
  const wrong = readWords(process, words.slice(1), change);
  if (wrong !== undefined) return wrong;
  const { index, text } = words[0]!;
  const onlyPublished = change.published === true && change.isPrivate !== true;
  const onlyPrivate = change.isPrivate === true;
  for (const published of onlyPublished ? [true] : onlyPrivate ? [false] : [false, true]) {
    const name = published ? 'pub' : 'dontpub';
    if (flags.has('-v')) process.stderr.write(`arp: SIOCDARP(${name})\n`);
    const errno = deleteArp(process, { ...change, published });
    if (errno === undefined) return 0;
    if (errno !== 'ENXIO' && errno !== 'ENOENT') return fails(process, `SIOCDARP(${name}): ${strerror(errno)}`, index);
  }
  process.blame(index);
  process.stdout.write(`No ARP entry for ${text}\n`);
  return 255;
}

/** `arp -s` (arp_set). */
export function setEntry(process: Process, { words, flags, device }: ArpRequest): number | Word {
  const found = hostOf(process, words[0]);
  if (typeof found === 'number') return found;
  const hardware = words[1];
  if (hardware === undefined) return fails(process, 'arp: need hardware address', 0);
  const mac = flags.has('-D') ? macOfDevice(process, hardware) : parseHardwareAddress(hardware.text);
  if (typeof mac === 'string') return fails(process, mac, hardware.index);
  if (mac === null) return fails(process, 'arp: invalid hardware address', hardware.index);
  const isOfLoopback = flags.has('-D') && hardware.text === 'lo';
  const change: ArpChange = { ...found, device, mac, isOfLoopback, permanent: true };
  const wrong = readWords(process, words.slice(2), change);
  if (wrong !== undefined) return wrong;
  if (flags.has('-v')) process.stderr.write('arp: SIOCSARP()\n');
  const errno = addArp(process, change);
  return errno === undefined ? 0 : fails(process, `SIOCSARP: ${strerror(errno)}`, words[0]!.index);
}

/** The MAC address of a device, or the complaint that it has none (arp_getdevhw). */
function macOfDevice(process: Process, { text }: Word): Mac | string {
  const { kernel } = process.system;
  const device = kernel.link.find(process.netns, text);
  if (device === undefined) return `arp: cant get HW-Address for \`${text}': ${strerror('ENODEV')}.`;
  return kernel.link.dump(process.netns).find(({ ifindex }) => ifindex === device.ifindex)?.mac ?? 0;
}
