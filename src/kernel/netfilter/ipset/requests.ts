import { type Ip, networkOfIp } from '../../../net/prefix.ts';
import type { Cause } from '../../cause.ts';
import type { HookNetns } from '../skb.ts';
import type { Element, Extensions, Member, SkbInfo } from './element.ts';
import { IpSet, type SetOptions } from './ip-set.ts';
import type { SetType } from './type.ts';

/** The requests of ipset(8) (net/netfilter/ipset/ip_set_core.c and the types beside it). */

/** Why a request is refused, by the name of what is wrong (enum ipset_errno, errno). */
export type SetError =
  | 'no-set'
  | 'set-exists'
  | 'no-second-set'
  | 'in-use'
  | 'in-use-rename'
  | 'new-name-exists'
  | 'type-mismatch'
  | 'element-exists'
  | 'no-element'
  | 'no-timeout'
  | 'no-comment'
  | 'no-skbinfo'
  | 'no-counters'
  | 'full'
  | 'null-element'
  | 'cidr'
  | 'out-of-range'
  | 'range-too-large'
  | 'member-missing'
  | 'member-is-list'
  | 'neighbour-missing';

/** Undefined when the request was granted. */
export type SetAnswer = SetError | undefined;

/** What a request says of an element besides. */
export interface Given {
  readonly timeout?: number;
  readonly packets?: number;
  readonly bytes?: number;
  readonly comment?: string;
  readonly info?: SkbInfo;
  readonly nomatch?: boolean;
  /** A rule puts it in, not a command. */
  readonly byPacket?: boolean;
  /** The place in a list: before or after another member. */
  readonly place?: { readonly where: 'before' | 'after'; readonly name: string };
}

/** Bits of a bitmap at most (IPSET_BITMAP_MAX_RANGE). */
const MAX_BITMAP = 0x10000;

/** The set of a name. */
export function findSet({ netfilter }: HookNetns, name: string): IpSet | undefined {
  return netfilter.sets.find((set) => set?.name === name);
}

/** All sets in the order in which they are listed: lists of sets last. */
export function setsOf({ netfilter }: HookNetns): IpSet[] {
  const sets = netfilter.sets.filter((set) => set !== undefined);
  const isList = (set: IpSet) => set.type.storage === 'list';
  return [...sets.filter((set) => !isList(set)), ...sets.filter(isList)];
}

/** IPSET_CMD_CREATE; `exist` makes a set that is there already, and alike, no error. */
export function createSet(
  netns: HookNetns,
  name: string,
  type: SetType,
  options: SetOptions,
  exist: boolean,
  cause: Cause,
): SetAnswer {
  const { from, to } = options.range;
  const step = options.netmask === undefined ? 1 : 2 ** (32 - options.netmask);
  if (type.storage === 'bitmap' && !isPrefixed(options)) return 'out-of-range';
  if (type.storage === 'bitmap' && (to - from) / step >= MAX_BITMAP) return 'range-too-large';
  const known = findSet(netns, name);
  if (known !== undefined) return exist && isAlike(known, type, options) ? undefined : 'set-exists';
  const { sets } = netns.netfilter;
  const free = sets.indexOf(undefined);
  sets[free < 0 ? sets.length : free] = new IpSet(name, type, options, cause);
  return undefined;
}

/** A netmask of a bitmap wants a network for a range, longer than that (bitmap_ip_create). */
function isPrefixed({ netmask, range: { from, to } }: SetOptions): boolean {
  if (netmask === undefined) return true;
  // One address alone counts as two.
  let bits = 31;
  while (bits > 0 && (to & (0xffffffff << (32 - bits))) >>> 0 !== from) bits--;
  return (bits > 0 || (from === 0 && to === 0xffffffff)) && netmask > bits;
}

/** Sizes may differ; what the members are may not (mtype_same_set). */
function isAlike({ type, options }: IpSet, otherType: SetType, other: SetOptions): boolean {
  return (
    type === otherType &&
    options.maxelem === other.maxelem &&
    options.netmask === other.netmask &&
    options.timeout === other.timeout &&
    options.counters === other.counters &&
    options.comment === other.comment &&
    options.range.from === other.range.from &&
    options.range.to === other.range.to
  );
}

/** IPSET_CMD_DESTROY for one set. */
export function destroySet(netns: HookNetns, name: string): SetAnswer {
  const set = findSet(netns, name);
  if (set === undefined) return 'no-set';
  if (set.references > 0) return 'in-use';
  flushSet(netns, set);
  netns.netfilter.sets[netns.netfilter.sets.indexOf(set)] = undefined;
  return undefined;
}

/** IPSET_CMD_DESTROY for all sets: none where one is in use, by a rule or by a list of sets. */
export function destroyAll(netns: HookNetns): SetAnswer {
  if (setsOf(netns).some(({ references }) => references > 0)) return 'in-use';
  netns.netfilter.sets.length = 0;
  return undefined;
}

/** IPSET_CMD_FLUSH. */
export function flushSet(netns: HookNetns, set: IpSet): void {
  if (set.type.storage === 'list') {
    for (const { element } of set.list(netns.kernel.now)) release(netns, element.set);
  }
  set.clear();
}

/** IPSET_CMD_RENAME. */
export function renameSet(netns: HookNetns, from: string, to: string): SetAnswer {
  const set = findSet(netns, from);
  if (set === undefined) return 'no-set';
  if (set.references > 0) return 'in-use-rename';
  if (findSet(netns, to) !== undefined) return 'new-name-exists';
  set.name = to;
  return undefined;
}

/** IPSET_CMD_SWAP: two sets exchange their contents; who refers to one of the names finds the other's. */
export function swapSets(netns: HookNetns, from: string, to: string): SetAnswer {
  const { sets } = netns.netfilter;
  const one = findSet(netns, from);
  const other = findSet(netns, to);
  if (one === undefined) return 'no-set';
  if (other === undefined) return 'no-second-set';
  if (one.type.name !== other.type.name || one.options.family !== other.options.family) return 'type-mismatch';
  const places = [sets.indexOf(one), sets.indexOf(other)] as const;
  [one.name, other.name] = [other.name, one.name];
  [one.references, other.references] = [other.references, one.references];
  sets[places[0]] = other;
  sets[places[1]] = one;
  return undefined;
}

/** A rule or a list refers to a set. */
export function acquire(netns: HookNetns, name: string): void {
  const set = findSet(netns, name);
  if (set !== undefined) set.references++;
}

/** It does so no more. */
export function release(netns: HookNetns, name: string): void {
  const set = findSet(netns, name);
  if (set !== undefined) set.references--;
}

/** IPSET_CMD_ADD for one element. With `exist` an element that is there already gets what is given anew. */
export function addElement(netns: HookNetns, set: IpSet, element: Element, given: Given, exist: boolean): SetAnswer {
  const { now } = netns.kernel;
  const wrong = checkExtensions(set, given) ?? checkElement(netns, set, element, given);
  if (wrong !== undefined) return wrong;
  const known = set.find(element, now);
  if (known !== undefined) {
    if (!exist) return 'element-exists';
    // Counters go on where none are given, and packets change no remark.
    const { packets = known.packets, bytes = known.bytes } = given;
    const comment = given.comment ?? (given.byPacket ? known.comment : '');
    Object.assign(known, extensionsOf(set, { ...given, packets, bytes, comment }, now));
    return undefined;
  }
  if (set.isFull(now)) return 'full';
  const member: Member = { element, ...extensionsOf(set, given, now) };
  set.add(member, placeOf(set, given, now));
  if (element.set !== '') acquire(netns, element.set);
  return undefined;
}

function checkExtensions({ options }: IpSet, given: Given): SetAnswer {
  if (given.timeout !== undefined && options.timeout === undefined) return 'no-timeout';
  if ((given.packets !== undefined || given.bytes !== undefined) && !options.counters) return 'no-counters';
  if (given.comment !== undefined && !options.comment) return 'no-comment';
  return given.info !== undefined && !options.skbinfo ? 'no-skbinfo' : undefined;
}

function checkElement(netns: HookNetns, set: IpSet, element: Element, { place }: Given): SetAnswer {
  switch (set.type.storage) {
    case 'bitmap':
      return isInRange(set, element) ? undefined : 'out-of-range';
    case 'list': {
      const member = findSet(netns, element.set);
      if (member === undefined) return 'member-missing';
      if (member.type.storage === 'list') return 'member-is-list';
      const isThere = ({ element: one }: Member) => one.set === place?.name;
      return place !== undefined && !set.list(netns.kernel.now).some(isThere) ? 'neighbour-missing' : undefined;
    }
    default:
      // All addresses are a network only where a device tells them apart.
      if (set.type.name === 'hash:net,iface') return undefined;
      if (set.type.name === 'hash:net,port,net') return undefined;
      if (set.type.name === 'hash:ip,mac' || set.type.name === 'hash:ip,mark') return undefined;
      if (set.type.name === 'hash:mac') return element.mac === 0 ? 'null-element' : undefined;
      if (set.type.parts.includes('net2') && element.cidr2 === 0) return 'cidr';
      if (set.type.parts[0] === 'net') return element.cidr === 0 ? 'cidr' : undefined;
      return element.ip === 0 || element.ip === 0n ? 'null-element' : undefined;
  }
}

function isInRange({ type, options }: IpSet, { ip, port }: Element): boolean {
  const number = type.parts[0] === 'port' ? port : Number(ip);
  const from = type.parts[0] === 'port' ? options.range.from : (options.range.from & netmaskOf(options)) >>> 0;
  return number >= from && number <= options.range.to;
}

/** An address as members of the set have it: cut with its netmask. */
export function maskedBy({ netmask }: SetOptions, ip: Ip): Ip {
  return netmask === undefined ? ip : networkOfIp(ip, netmask);
}

/** The mask that addresses of IPv4 are cut with. */
export function netmaskOf({ netmask }: SetOptions): number {
  return netmask === undefined || netmask === 32 ? 0xffffffff : (0xffffffff << (32 - netmask)) >>> 0;
}

function extensionsOf({ options }: IpSet, given: Given, now: number): Extensions {
  const seconds = given.timeout ?? options.timeout ?? 0;
  return {
    expires: seconds === 0 ? undefined : now + seconds * 1_000_000,
    packets: given.packets ?? 0,
    bytes: given.bytes ?? 0,
    comment: given.comment ?? '',
    info: given.info,
    nomatch: given.nomatch ?? false,
  };
}

function placeOf(set: IpSet, { place }: Given, now: number): number | undefined {
  if (place === undefined) return undefined;
  const index = set.list(now).findIndex(({ element }) => element.set === place.name);
  return place.where === 'before' ? index : index + 1;
}

/** IPSET_CMD_DEL for one element. */
export function deleteElement(netns: HookNetns, set: IpSet, element: Element, exist: boolean): SetAnswer {
  if (set.type.storage === 'list' && findSet(netns, element.set) === undefined) return 'member-missing';
  const wrong = set.type.storage === 'list' ? undefined : checkElement(netns, set, element, {});
  if (wrong === 'out-of-range' || wrong === 'cidr' || wrong === 'null-element') return wrong;
  const known = set.find(element, netns.kernel.now);
  if (known === undefined) return exist ? undefined : 'no-element';
  set.delete(known);
  if (element.set !== '') release(netns, element.set);
  return undefined;
}
