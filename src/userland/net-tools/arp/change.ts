import { type Errno, strerror } from '../../../kernel/errno.ts';
import type { LinkInfo } from '../../../kernel/link/requests.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import { formatMac, type Mac } from '../../../net/mac.ts';
import { parseHardwareAddress } from '../hardware-address.ts';
import type { Word } from '../word.ts';
import type { ArpRequest } from './request.ts';

/** What the words behind host and hardware address say (struct arpreq). */
interface Manner {
  isPublic: boolean;
  isTemporary: boolean;
  /** Only what is not published: no words of -s, which the kernel then refuses. */
  isDontpub: boolean;
  netmask: Ipv4 | undefined;
  device: string | undefined;
}

const ALL_BITS = 0xffffffff;

function readManner(request: ArpRequest, words: readonly Word[]): Manner {
  const manner: Manner = {
    isPublic: false,
    isTemporary: false,
    isDontpub: false,
    netmask: undefined,
    device: request.device?.text,
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    switch (word.text) {
      case 'pub':
        manner.isPublic = true;
        break;
      case 'temp':
        manner.isTemporary = true;
        break;
      case 'dontpub':
        manner.isDontpub = true;
        break;
      case 'priv':
      case 'trail':
      case 'auto':
        break;
      case 'netmask':
      case 'dev': {
        const value = words[++i] ?? request.usage(word.index);
        if (word.text === 'dev') manner.device = value.text;
        else manner.netmask = request.resolve(value);
        break;
      }
      default:
        request.usage(word.index);
    }
  }
  return manner;
}

function hostOf(request: ArpRequest, words: readonly Word[]): { readonly word: Word; readonly address: Ipv4 } {
  const word = words[0] ?? request.fail(0, 'arp: need host name');
  return { word, address: request.resolve(word) };
}

/** `arp -s HOST HARDWARE [temp] [pub] [netmask MASK] [dev DEVICE]`, `arp -Ds HOST DEVICE …` */
export function setEntry(request: ArpRequest, words: readonly Word[]): number {
  const { word, address } = hostOf(request, words);
  const hardware = words[1] ?? request.fail(0, 'arp: need hardware address');
  const own = request.flags.has('-D') ? deviceAddress(request, hardware) : undefined;
  const mac =
    own?.mac ?? parseHardwareAddress(hardware.text) ?? request.fail(hardware.index, 'arp: invalid hardware address');
  const manner = readManner(request, words.slice(2));
  request.remark('arp: SIOCSARP()');
  const type = request.flags.get('-H')?.text ?? 'ether';
  const isOfLoopback = own?.kind === 'loopback';
  const done = type === 'ether' ? store(request, address, mac, isOfLoopback, manner) : refusal('EINVAL');
  if (!done.ok) request.fail(word.index, `SIOCSARP: ${strerror(done.error.errno)}`);
  return 0;
}

/** The device whose own address -D takes. */
function deviceAddress(request: ArpRequest, word: Word): LinkInfo {
  const { system, netns } = request.process;
  const link = system.kernel.link.find(netns, word.text);
  if (link === undefined)
    return request.fail(word.index, `arp: cant get HW-Address for \`${word.text}': No such device.`);
  request.remark(`arp: device \`${word.text}' has HW address ether \`${formatMac(link.mac)}'.`);
  return link;
}

const refusal = (errno: Errno): Result => ({ ok: false, error: { errno } });

/** SIOCSARP (arp_req_set). */
function store(request: ArpRequest, destination: Ipv4, mac: Mac, isOfLoopback: boolean, manner: Manner): Result {
  const { system, netns } = request.process;
  const { link, neighbour } = system.kernel;
  if (manner.isPublic) {
    if (hasOddMask(manner)) return refusal('EINVAL');
    const named = manner.device;
    const isOwner = (each: LinkInfo) => each.mac === mac && (each.kind === 'loopback') === isOfLoopback;
    const found = named === undefined ? link.dump(netns).find(isOwner) : link.find(netns, named);
    if (found === undefined) return refusal('ENODEV');
    if ((found.kind === 'loopback') !== isOfLoopback) return refusal('EINVAL');
    if (manner.netmask === 0) return setProxyArp(request, found.name, true);
    return neighbour.add(netns, { ifindex: found.ifindex, destination, proxy: true }, 'replace');
  }
  if (isForPublished(manner)) return refusal('EINVAL');
  const ifindex = deviceTowards(request, destination, manner);
  if (!ifindex.ok) return ifindex;
  // The hardware address is one of Ethernet, which lo is not; or it is lo's own.
  if ((link.get(netns, ifindex.value)?.kind === 'loopback') !== isOfLoopback) return refusal('EINVAL');
  const state = manner.isTemporary ? 'STALE' : 'PERMANENT';
  return neighbour.add(netns, { ifindex: ifindex.value, destination, mac, state }, 'replace');
}

/** A published entry is for one address, or for all of them. */
function hasOddMask({ netmask }: Manner): boolean {
  return netmask !== undefined && netmask !== 0 && netmask !== ALL_BITS;
}

/** The device, or every one, answers for all addresses that it has a route to, or does so no more (arp_req_set_proxy). */
function setProxyArp({ process: { system, netns } }: ArpRequest, device: string, isOn: boolean): Result {
  return system.kernel.sysctl.write(netns, `net/ipv4/conf/${device}/proxy_arp`, isOn ? '1' : '0');
}

/** Has what only goes with `pub`: a mask of its own, or `dontpub`. */
function isForPublished({ netmask, isDontpub }: Manner): boolean {
  return isDontpub || (netmask !== undefined && netmask !== ALL_BITS);
}

/** The device that was named, else that of the route, which has to lead onto the wire itself (arp_req_dev). */
function deviceTowards(request: ArpRequest, destination: Ipv4, manner: Manner): Result<number> {
  const { system, netns } = request.process;
  const { link, route } = system.kernel;
  if (manner.device !== undefined) {
    const found = link.find(netns, manner.device);
    return found === undefined ? { ok: false, error: { errno: 'ENODEV' } } : { ok: true, value: found.ifindex };
  }
  const routed = route.get(netns, { destination, onLink: true });
  return routed.ok ? { ok: true, value: routed.value.ifindex } : routed;
}

/** `arp -d HOST [pub] [dev DEVICE]`: the entry, or else the one that is published. */
export function removeEntry(request: ArpRequest, words: readonly Word[]): number {
  const { word, address } = hostOf(request, words);
  const manner = readManner(request, words.slice(1));
  const attempts = manner.isPublic
    ? ([true] as const)
    : manner.isDontpub
      ? ([false] as const)
      : ([false, true] as const);
  for (const isPublic of attempts) {
    const name = `SIOCDARP(${isPublic ? 'pub' : 'dontpub'})`;
    request.remark(`arp: ${name}`);
    const done = isPublic ? removePublic(request, address, manner) : removeOwn(request, address, manner);
    if (done.ok) return 0;
    if (done.error.errno !== 'ENOENT') request.fail(word.index, `${name}: ${strerror(done.error.errno)}`);
  }
  request.process.blame(word.index);
  request.process.stdout.write(`No ARP entry for ${word.text}\n`);
  return 255;
}

/** SIOCDARP (arp_req_delete). */
function removeOwn(request: ArpRequest, destination: Ipv4, manner: Manner): Result {
  if (isForPublished(manner)) return refusal('EINVAL');
  const { system, netns } = request.process;
  const ifindex = deviceTowards(request, destination, manner);
  return ifindex.ok ? system.kernel.neighbour.delete(netns, { ifindex: ifindex.value, destination }) : ifindex;
}

/** SIOCDARP with ATF_PUBL (arp_req_delete_public): without a device none of a device is found. */
function removePublic(request: ArpRequest, destination: Ipv4, manner: Manner): Result {
  if (hasOddMask(manner)) return refusal('EINVAL');
  const { system, netns } = request.process;
  const { device } = manner;
  const found = device === undefined ? undefined : system.kernel.link.find(netns, device);
  if (device !== undefined && found === undefined) return refusal('ENODEV');
  if (manner.netmask === 0) return setProxyArp(request, found?.name ?? 'all', false);
  if (found === undefined) return refusal('ENOENT');
  return system.kernel.neighbour.delete(netns, { ifindex: found.ifindex, destination, proxy: true });
}
