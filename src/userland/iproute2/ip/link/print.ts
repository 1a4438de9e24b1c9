import type { LinkInfo } from '../../../../kernel/link/requests.ts';
import { formatMac } from '../../../../net/mac.ts';
import { GROUPS } from '../../names.ts';
import type { Session } from '../../session.ts';
import type { Selection } from '../selection.ts';
import { portKindOf, printDetails } from './details.ts';
import { printFlags, printName } from './flags.ts';
import { printStatistics } from './statistics.ts';

/** How a device is listed. */
export interface LinkView {
  /** `ip link`, as against the line above the addresses in `ip addr`. */
  readonly asLink: boolean;
  /** The short answer that the kernel gives about devices of IPv6. */
  readonly onlyInet6: boolean;
  /** Told as a change, without the length of its queue. */
  readonly isNotice?: boolean;
}

/** What came of printing a device: left out, only its name or nothing, or all of it. */
export type Printed = 'left-out' | 'brief' | 'whole';

/** Prints a device unless the selection leaves it out. */
export function printLink(session: Session, link: LinkInfo, selection: Selection, view: LinkView): Printed {
  const { ifindex, group, master, kind, slaveKind } = selection;
  if (ifindex !== undefined && link.ifindex !== ifindex) return 'left-out';
  if (selection.up && !link.up) return 'left-out';
  if (selection.label !== undefined) return 'brief';
  if (group !== undefined && !view.onlyInet6 && link.group !== group) return 'left-out';
  if (master !== undefined && master > 0 && link.master?.ifindex !== master) return 'left-out';
  // The short answer tells neither master nor kind.
  if (view.onlyInet6 && ((master !== undefined && master > 0) || kind !== undefined || slaveKind !== undefined))
    return 'left-out';
  if (kind !== undefined && link.kind !== kind) return 'left-out';
  if (slaveKind !== undefined && portKindOf(link) !== slaveKind) return 'left-out';
  const told = view.onlyInet6 ? asInet6Tells(session, link) : link;
  if (session.options.brief) {
    printBrief(session, told, view);
    return 'brief';
  }
  printWhole(session, told, selection, view);
  return 'whole';
}

/**
 * IPv6 tells the index of the other end, if it is another than the device's own, but not its namespace: it is read as one
 * of this namespace (inet6_fill_ifinfo).
 */
function asInet6Tells(session: Session, link: LinkInfo): LinkInfo {
  const ifindex = (link.lower ?? link.peer)?.ifindex;
  const name = ifindex === undefined ? undefined : session.kernel.link.get(session.netns, ifindex)?.name;
  const peer =
    ifindex === undefined || ifindex === link.ifindex
      ? undefined
      : { ifindex, name: name ?? `if${ifindex}`, netnsid: undefined };
  return { ...link, lower: undefined, peer };
}

function otherEnd(session: Session, link: LinkInfo): LinkInfo | undefined {
  const name = (link.lower ?? link.peer)?.name;
  return name === undefined ? undefined : session.kernel.link.find(session.netns, name);
}

function printBrief(session: Session, link: LinkInfo, view: LinkView): void {
  const { out } = session;
  const peerDown = printName(out, link, otherEnd(session, link), (name) => `${name.padEnd(16)} `);
  out.field('operstate', link.operState, `${link.operState.padEnd(14)} `);
  if (!view.asLink && session.options.family !== 'link') return;
  const mac = formatMac(link.mac);
  out.field('address', mac, `${mac} `);
  printFlags(out, link, peerDown);
  out.text('\n');
}

function printWhole(session: Session, link: LinkInfo, selection: Selection, view: LinkView): void {
  const { out, options } = session;
  const { asLink, onlyInet6 } = view;
  out.field('ifindex', link.ifindex, `${link.ifindex}: `);
  const peerDown = printName(out, link, otherEnd(session, link), (name) => `${name}: `);
  printFlags(out, link, peerDown);
  out.field('mtu', link.mtu, `mtu ${link.mtu} `);
  if (!onlyInet6) out.field('qdisc', link.qdisc, `qdisc ${link.qdisc} `);
  if (!onlyInet6 && link.master !== undefined) out.field('master', link.master.name, `master ${link.master.name} `);
  out.field('operstate', link.operState, `state ${link.operState} `);
  if (asLink) out.field('linkmode', link.linkMode, `mode ${link.linkMode} `);
  if (!onlyInet6) {
    const group = GROUPS.format(link.group, options.numeric);
    out.field('group', group, `group ${group} `);
  }
  if (link.txqlen !== 0 && !view.isNotice) out.field('txqlen', link.txqlen, `qlen ${link.txqlen}`);
  const { family } = selection;
  if (family === undefined || family === 'link' || options.details > 0) printLinkLayer(session, link);
  if (!onlyInet6) printNetnsOfPeer(session, link);
  if (!onlyInet6) printProtoDown(session, link);
  if (options.details > 0) printDetails(session, link, asLink);
  if ((asLink || options.details > 0) && link.alias !== undefined && link.alias !== '') {
    out.newline();
    out.field('ifalias', link.alias, `    alias ${link.alias}`);
  }
  if (asLink && options.stats > 0) {
    out.newline();
    printStatistics(session, link);
  }
  printAltNames(session, link);
  out.text('\n');
}

function printAltNames({ out }: Session, { altNames }: LinkInfo): void {
  if (altNames.length === 0) return;
  out.openArray('altnames');
  for (const name of altNames) {
    out.newline();
    out.item(name, `    altname ${name}`);
  }
  out.closeArray();
}

function printLinkLayer(session: Session, link: LinkInfo): void {
  const { out, options } = session;
  const type = link.kind === 'loopback' ? 'loopback' : 'ether';
  const shown = options.numeric ? (type === 'ether' ? '[1]' : '[772]') : type;
  const mac = formatMac(link.mac);
  const broadcast = formatMac(link.broadcastMac);
  out.newline();
  out.field('link_type', shown, `    link/${shown} `);
  out.field('address', mac, mac);
  out.field('broadcast', broadcast, ` brd ${broadcast}`);
}

/** That a protocol holds it down, and why. */
function printProtoDown({ out }: Session, { protoDown, protoDownReasons }: LinkInfo): void {
  if (protoDown) out.field('proto_down', true, ' protodown on ');
  if (protoDownReasons === 0) return;
  const reasons = Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (protoDownReasons >>> bit) & 1);
  if (!out.json) return out.text(`protodown_reason <${reasons.join(',')}>`);
  out.openArray('proto_down_reason');
  for (const reason of reasons) out.item(String(reason), '');
  out.closeArray();
}

/** Where the other end of a veth, or the device below, is when it is in another namespace. */
function printNetnsOfPeer(session: Session, link: LinkInfo): void {
  const { out } = session;
  const end = link.lower ?? link.peer;
  if (end === undefined || end.name !== undefined) return;
  const id = end.netnsid;
  if (out.json) {
    out.field('link_netnsid', id ?? -1);
    return;
  }
  const name = id === undefined ? undefined : netnsNameOf(session, id);
  out.text(name !== undefined ? ` link-netns ${name}` : ` link-netnsid ${id ?? 'unknown'}`);
}

/** The name of the namespace that has an id here. */
export function netnsNameOf(session: Session, id: number): string | undefined {
  const { kernel, netns } = session;
  return kernel.netns.list().find((entry) => kernel.netns.nsid(netns, entry.netns) === id)?.name;
}
