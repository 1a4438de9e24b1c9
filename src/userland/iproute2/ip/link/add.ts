import { OTHER_KINDS } from '../../../../grammar/iproute2/link-kinds.ts';
import { abbreviates } from '../../../../grammar/keyword.ts';
import type { LinkKind, NewLink } from '../../../../kernel/link/requests.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import {
  firstOctets,
  type LinkAttributes,
  macAttribute,
  readAttributes,
  refuseExtra,
  sharedRequest,
  UNKNOWN_NETNSID,
} from './attributes.ts';
import { type BridgeChange, kindUsage, readBridge } from './kind.ts';
import { KIND_WORDS, type KindRequest } from './kinds/index.ts';

/** Unknown kinds of device, refused by the kernel. */
const UNKNOWN_KIND = { errno: 'EOPNOTSUPP', extack: 'Unknown device type' } as const;

/** `ip link add`. */
export function addLink(session: Session, index: number): number {
  const read = readAttributes(session, index);
  if (typeof read === 'number') return read;
  const { attributes: link, args } = read;
  const complaint = checkNew(session, link, args.index + 1);
  if (complaint !== undefined) return complaint;
  const type = link.type;
  if (type === undefined) {
    session.error('Not enough information: "type" argument is required\n', index);
    return 1;
  }
  const kindAt = args.index;
  if (type === 'veth') return addVeth(session, link, kindAt);
  if (type === 'bridge') {
    const bridge = readBridge(session, kindAt);
    return bridge === undefined ? 1 : create(session, link, 'bridge', kindAt, {}, bridge);
  }
  const words = KIND_WORDS[type];
  if (words === undefined) return addOther(session, link, kindAt, index);
  const asked = words.read(session, kindAt, true);
  return asked === undefined ? 1 : create(session, link, type as LinkKind, kindAt, {}, undefined, asked);
}

/** What iplink_parse complains about in the end. */
function checkNew(session: Session, link: LinkAttributes, extraAt: number): number | undefined {
  if (link.name !== link.device) {
    session.die('both "name" and "dev" cannot be used when creating devices.\n', link.places.get('dev'));
  }
  if (link.device === undefined && link.group !== undefined) {
    refuseExtra(session, extraAt);
    session.die('group cannot be used when creating devices.\n', link.places.get('group'));
  }
  if (link.lower === undefined) return undefined;
  if (session.ifindexOf(link.lower) !== undefined) return undefined;
  session.noDevice(link.places.get('link') ?? 0, link.lower);
  return 1;
}

function addOther(session: Session, link: LinkAttributes, kindAt: number, index: number): number {
  const type = link.type!;
  const known = OTHER_KINDS.has(type);
  const extra = session.argv[kindAt + 1];
  if (extra !== undefined && !known) {
    if (abbreviates(extra, 'help')) usage(session, index);
    session.error(`Garbage instead of arguments "${extra} ...". Try "ip link help".\n`, kindAt + 1);
    return 1;
  }
  if (known) session.unsimulated(`devices of type ${type}`, kindAt);
  const twin = link.name === undefined ? undefined : session.device(link.name);
  session.refused(twin === undefined ? UNKNOWN_KIND : { errno: 'EEXIST', because: twin.cause }, kindAt);
  return 2;
}

function addVeth(session: Session, link: LinkAttributes, kindAt: number): number {
  const word = session.argv[kindAt + 1];
  if (word === undefined) return create(session, link, 'veth', kindAt, sameEnd(link));
  if (word !== 'peer') {
    session.out.text(kindUsage('veth', [{ name: 'peer' }]));
    if (!abbreviates(word, 'help')) session.process.blame(session.batch ?? kindAt + 1);
    return 1;
  }
  const read = readAttributes(session, kindAt + 1);
  if (typeof read === 'number') return read;
  const { attributes: other, args } = read;
  if (other.type !== undefined) session.duplicate('type', args.index);
  const complaint = checkNew(session, other, args.index + 1);
  if (complaint !== undefined) return complaint;
  const mac = macAttribute(other);
  const broadcastMac = firstOctets(other.broadcast);
  if (mac === null || broadcastMac === null) return refuseMac(session, other);
  return create(session, link, 'veth', kindAt, {
    ...(other.name === undefined ? {} : { name: other.name }),
    ...(other.netns === undefined ? {} : { netns: other.netns }),
    ...(mac === undefined ? {} : { mac }),
    ...(broadcastMac === undefined ? {} : { broadcastMac }),
    ...(other.mtu === undefined ? {} : { mtu: other.mtu }),
    ...(other.txqlen === undefined ? {} : { txqlen: other.txqlen }),
    ...(other.index === 0 ? {} : { index: other.index }),
    ...(other.up === true ? { up: true } : {}),
    ...newRequest(other),
  });
}

/** Without a word about the other end it is made like this one, with the same address even (drivers/net/veth.c). */
function sameEnd(link: LinkAttributes): NonNullable<NewLink['peer']> {
  const mac = macAttribute(link);
  const broadcastMac = firstOctets(link.broadcast);
  return {
    ...(mac === undefined || mac === null ? {} : { mac }),
    ...(broadcastMac === undefined || broadcastMac === null ? {} : { broadcastMac }),
    ...(link.mtu === undefined ? {} : { mtu: link.mtu }),
    ...(link.txqlen === undefined ? {} : { txqlen: link.txqlen }),
  };
}

/** What a new device and its other end are told alike. */
function newRequest(link: LinkAttributes): Pick<NewLink, 'linkMode' | 'offload' | 'queues'> {
  const { queues } = link;
  return { ...sharedRequest(link), ...(Object.keys(queues).length === 0 ? {} : { queues }) };
}

function refuseMac(session: Session, link: LinkAttributes): number {
  session.refused({ errno: 'EINVAL' }, link.places.get('address'));
  return 2;
}

/** The first free names of a kind, as the kernel numbers devices without a name: the peer of a veth comes first. */
function freeNames(session: Session, kind: string, wanted: number): string[] {
  const names: string[] = [];
  for (let i = 0; names.length < wanted; i++) {
    if (session.device(`${kind}${i}`) === undefined) names.push(`${kind}${i}`);
  }
  return names;
}

function create(
  session: Session,
  link: LinkAttributes,
  kind: LinkKind,
  kindAt: number,
  peer: NonNullable<NewLink['peer']>,
  bridge?: BridgeChange,
  asked?: KindRequest,
): number {
  const mac = macAttribute(link);
  const broadcastMac = firstOctets(link.broadcast);
  if (mac === null || broadcastMac === null) return refuseMac(session, link);
  const anonymous = link.name === undefined;
  const unnamedPeer = kind === 'veth' && peer.name === undefined && peer.netns === undefined;
  const names = anonymous ? freeNames(session, kind, unnamedPeer ? 2 : 1) : [];
  const end = anonymous && unnamedPeer ? { ...peer, name: names[0]! } : peer;
  const request: NewLink = {
    name: link.name ?? names.at(-1)!,
    kind,
    ...(mac === undefined ? {} : { mac }),
    ...(broadcastMac === undefined ? {} : { broadcastMac }),
    ...(link.mtu === undefined ? {} : { mtu: link.mtu }),
    ...(link.txqlen === undefined ? {} : { txqlen: link.txqlen }),
    ...(link.up === undefined ? {} : { up: link.up }),
    ...(kind === 'veth' ? { peer: end } : {}),
    ...(link.netns === undefined ? {} : { netns: link.netns }),
    ...(link.master === undefined || link.master === 0 ? {} : { master: link.master }),
    ...(link.index === 0 ? {} : { index: link.index }),
    ...(link.group === undefined ? {} : { group: link.group }),
    ...(link.lower === undefined ? {} : { lower: session.ifindexOf(link.lower)! }),
    ...(link.addrGenMode === undefined ? {} : { addrGenMode: link.addrGenMode }),
    ...newRequest(link),
    ...asked,
  };
  const { kernel } = session;
  const { linkNetns } = link;
  if (linkNetns === null) {
    session.refused(UNKNOWN_NETNSID, link.places.get('link-netnsid'));
    return 2;
  }
  // What it is built upon, or its other end, is over there.
  if (link.netnsRefusal !== undefined) {
    session.refused(link.netnsRefusal, link.places.get('netns'));
    return 2;
  }
  const result = kernel.link.add(linkNetns ?? session.netns, { netns: session.netns, ...request });
  if (!result.ok) {
    session.refused(result.error, blameFor(result.error.extack, link, kindAt));
    return 2;
  }
  if (bridge === undefined || Object.keys(bridge).length === 0) return 0;
  return configure(session, request, bridge, kindAt);
}

/** The options of a new bridge; a refusal takes the bridge away again. */
function configure(session: Session, request: NewLink, bridge: BridgeChange, kindAt: number): number {
  const { kernel } = session;
  const netns = request.netns ?? session.netns;
  const made = kernel.link.find(netns, request.name);
  const result = made === undefined ? undefined : kernel.link.set(netns, made.ifindex, { bridge });
  if (made === undefined || result === undefined || result.ok) return 0;
  kernel.link.delete(netns, made.ifindex);
  session.refused(result.error, kindAt);
  return 2;
}

function blameFor(extack: string | undefined, link: LinkAttributes, kindAt: number): number {
  const { places } = link;
  if (extack?.includes('mtu')) return places.get('mtu') ?? kindAt;
  if (extack?.includes('type')) return kindAt;
  if (extack?.includes('address')) return places.get('address') ?? kindAt;
  return places.get('name') ?? places.get('dev') ?? kindAt;
}
