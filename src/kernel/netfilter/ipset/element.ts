import type { Mac } from '../../../net/mac.ts';
import type { Ip } from '../../../net/prefix.ts';

/** What a member of a set is, by the parts its type has; the others are zero. */
export interface Element {
  /** Of the set's family. */
  readonly ip: Ip;
  /** Length of the prefix, for types of networks. */
  readonly cidr: number;
  readonly protocol: number;
  readonly port: number;
  readonly ip2: Ip;
  /** Length of the prefix of `ip2`, for types with a network there. */
  readonly cidr2: number;
  /** The name of a device, and whether it is the port of a bridge that is meant. */
  readonly iface: string;
  readonly physdev: boolean;
  /** An address of Ethernet; undefined where the first packet is to tell it. */
  readonly mac: Mac | undefined;
  /** A mark of packets. */
  readonly mark: number;
  /** The name of a set, for lists of sets. */
  readonly set: string;
}

/** A mark, a priority and a queue for packets (struct ip_set_skbinfo). */
export interface SkbInfo {
  readonly mark: number;
  readonly mask: number;
  /** Major number in the upper half. */
  readonly priority: number;
  readonly queue: number;
}

/** What a member has besides (struct ip_set_ext). */
export interface Extensions {
  /** Virtual time at which it goes; undefined for one that stays. */
  expires: number | undefined;
  packets: number;
  bytes: number;
  comment: string;
  /** What `-j SET --map-set` would give to packets; undefined where nothing was said. */
  info: SkbInfo | undefined;
  /** An exception: it does not match. */
  nomatch: boolean;
}

/** A member of a set. */
export interface Member extends Extensions {
  element: Element;
}

/** An element of nothing. */
export const NO_ELEMENT: Element = {
  ip: 0,
  cidr: 0,
  protocol: 0,
  port: 0,
  ip2: 0,
  cidr2: 0,
  iface: '',
  physdev: false,
  mac: undefined,
  mark: 0,
  set: '',
};

/** True for members that have gone by now. */
export function hasExpired({ expires }: Member, now: number): boolean {
  return expires !== undefined && expires <= now;
}

/** True when two elements are the same. */
export function sameElement(a: Element, b: Element): boolean {
  return (
    a.ip === b.ip &&
    a.cidr === b.cidr &&
    a.protocol === b.protocol &&
    a.port === b.port &&
    a.ip2 === b.ip2 &&
    a.cidr2 === b.cidr2 &&
    a.iface === b.iface &&
    a.physdev === b.physdev &&
    a.mac === b.mac &&
    a.mark === b.mark &&
    a.set === b.set
  );
}
