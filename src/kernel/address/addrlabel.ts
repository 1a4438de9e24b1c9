import type { Ipv6 } from '../../net/ipv6.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';

/** The label of a prefix, by which source addresses are chosen (RFC 6724 §2.1), on one device where an ifindex is given. */
export interface AddressLabel {
  readonly prefix: Ipv6;
  readonly length: number;
  readonly ifindex: number;
  readonly label: number;
}

/** Which label is meant: that of a prefix, on a device or on all (0). */
export type LabelledPrefix = Omit<AddressLabel, 'label'>;

/** Requests about the labels of addresses (net/ipv6/addrlabel.c). */
export interface AddressLabelRequests {
  /** EEXIST for a prefix that has a label; EINVAL for a part of the IPv4-mapped ones, and for a device that is not there. */
  add(netns: Netns, label: AddressLabel): Result;
  /** ESRCH where there is none. */
  delete(netns: Netns, prefix: LabelledPrefix): Result;
  /** In the order in which they are tried. */
  dump(netns: Netns): readonly AddressLabel[];
}

const WIDTH = 128n;
/** ::ffff:0.0.0.0/96 is one network to IPv6. */
const MAPPED_LENGTH = 96;

/** The labels a namespace begins with (ip6addrlbl_init_table, with some older than RFC 6724). */
export const DEFAULT_LABELS: readonly AddressLabel[] = Object.freeze(
  (
    [
      [1n, 128, 0],
      [0n, 96, 3],
      [0xffffn << 32n, 96, 4],
      [0x2001n << 112n, 32, 6],
      [0x20010010n << 96n, 28, 7],
      [0x3ffen << 112n, 16, 12],
      [0x2002n << 112n, 16, 2],
      [0xfec0n << 112n, 10, 11],
      [0xfc00n << 112n, 7, 5],
      [0n, 0, 1],
    ] as const
  ).map(([prefix, length, label]) => Object.freeze({ prefix, length, ifindex: 0, label })),
);

/** rtnetlink's requests about the labels of addresses. */
export class AddressLabels implements AddressLabelRequests {
  add(netns: Netns, { prefix, length, ifindex, label }: AddressLabel): Result {
    if (ifindex !== 0 && !netns.devices.has(ifindex)) return refused('EINVAL');
    if (prefix >> 32n === 0xffffn && length > MAPPED_LENGTH) return refused('EINVAL');
    const added = { prefix: networkOf(prefix, length), length, ifindex, label };
    const labels = netns.addressLabels;
    // Longer ones first, those of devices before those of all; among these, the latest before the others: an equal one
    // behind them is not seen (__ip6addrlbl_add).
    const isBehind = (each: AddressLabel) => each.length < length || (each.length === length && each.ifindex === 0);
    const at = labels.findIndex((each) => isSame(each, added) || isBehind(each));
    const next = labels[at];
    if (next !== undefined && isSame(next, added)) return refused('EEXIST');
    netns.addressLabels = labels.toSpliced(next === undefined ? labels.length : at, 0, added);
    return DONE;
  }

  delete(netns: Netns, { prefix, length, ifindex }: LabelledPrefix): Result {
    const deleted = { prefix: networkOf(prefix, length), length, ifindex };
    const at = netns.addressLabels.findIndex((each) => isSame(each, deleted));
    if (at < 0) return refused('ESRCH');
    netns.addressLabels = netns.addressLabels.toSpliced(at, 1);
    return DONE;
  }

  dump(netns: Netns): readonly AddressLabel[] {
    return netns.addressLabels;
  }
}

function networkOf(address: Ipv6, length: number): Ipv6 {
  const host = WIDTH - BigInt(length);
  return (address >> host) << host;
}

const isSame = (a: LabelledPrefix, b: LabelledPrefix): boolean =>
  a.prefix === b.prefix && a.length === b.length && a.ifindex === b.ifindex;
