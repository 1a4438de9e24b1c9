import { abbreviates } from '../../../../grammar/keyword.ts';
import type { LinkChange, LinkInfo } from '../../../../kernel/link/requests.ts';
import { DONE, type Refusal, type Result, refused } from '../../../../kernel/result.ts';
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
import { kindUsage, readBridge, readPort } from './kind.ts';
import { KIND_WORDS } from './kinds/index.ts';

const UNSUPPORTED: Refusal = { errno: 'EOPNOTSUPP' };

/** The device a line is about, and its attributes. */
interface Target {
  readonly link: LinkAttributes;
  readonly device: LinkInfo | undefined;
  /** 0 where the line is about all devices of a group. */
  readonly ifindex: number;
  /** The word behind `type`, or the last one read. */
  readonly kindAt: number;
}

/** Reads a line about a device that has to exist; a number is the status of a complaint. */
function readTarget(session: Session, index: number): Target | number {
  const read = readAttributes(session, index);
  if (typeof read === 'number') return read;
  const { attributes: link, args } = read;
  if (link.device !== undefined && link.mac !== undefined && link.mac.length !== 6) {
    // The device tells how long its addresses are (nl_get_ll_addr_len).
    if (session.ifindexOf(link.device) === undefined) {
      session.noDevice(link.places.get('dev') ?? link.places.get('name') ?? index, link.device);
      return 1;
    }
    const text = `Invalid address length ${link.mac.length} - must be 6 bytes\n`;
    session.error(text, link.places.get('address'));
    return 1;
  }
  if (link.index !== 0 && !link.moves) {
    session.die(
      'index can be used only when creating devices or when moving device to another netns.\n',
      link.places.get('index'),
    );
  }
  if (link.device === undefined) {
    if (link.group === undefined) session.die('Not enough information: "dev" argument is required.\n', index);
    refuseExtra(session, args.index + 1);
    return { link, ifindex: 0, device: undefined, kindAt: args.index };
  }
  const at = link.places.get('dev') ?? link.places.get('name') ?? index;
  const ifindex = session.ifindexOf(link.device);
  if (ifindex === undefined) {
    session.noDevice(at, link.device);
    return 1;
  }
  return { link, ifindex, device: session.kernel.link.get(session.netns, ifindex), kindAt: args.index };
}

/** `ip link set`. */
export function setLink(session: Session, index: number): number {
  const target = readTarget(session, index);
  if (typeof target === 'number') return target;
  const kind = readKind(session, target, index);
  if (typeof kind === 'number') return kind;
  const { link, ifindex } = target;
  const mac = ifindex === 0 ? firstOctets(link.mac) : macAttribute(link);
  const broadcastMac = firstOctets(link.broadcast);
  const change: LinkChange = {
    ...(link.up === undefined ? {} : { up: link.up }),
    ...(link.name === undefined || link.name === link.device ? {} : { name: link.name }),
    ...(mac === undefined || mac === null ? {} : { mac }),
    ...(broadcastMac === undefined || broadcastMac === null ? {} : { broadcastMac }),
    ...(link.mtu === undefined ? {} : { mtu: link.mtu }),
    ...(link.txqlen === undefined ? {} : { txqlen: link.txqlen }),
    ...(link.alias === undefined ? {} : { alias: link.alias }),
    ...(link.group === undefined || ifindex === 0 ? {} : { group: link.group }),
    ...(link.master === undefined ? {} : { master: link.master }),
    ...(link.netns === undefined ? {} : { netns: link.netns }),
    ...link.flags,
    ...sharedRequest(link),
    ...(link.operState === undefined ? {} : { operState: link.operState }),
    ...(link.addrGenMode === undefined ? {} : { addrGenMode: link.addrGenMode }),
    ...(link.protoDown === undefined ? {} : { protoDown: link.protoDown }),
    ...(link.protoDownReason === undefined ? {} : { protoDownReason: link.protoDownReason }),
    ...kind.change,
  };
  if (link.linkNetns === null) return answer(session, UNKNOWN_NETNSID, target, index);
  if (link.netnsRefusal !== undefined) return answer(session, link.netnsRefusal, target, index);
  const isShort = mac === null || broadcastMac === null;
  const result = isShort ? refuseShort(session, target) : apply(session, target, change);
  const done = result.ok && link.vf ? UNSUPPORTED : undefined;
  return answer(session, kind.refusal ?? (result.ok ? done : result.error), target, index);
}

function apply({ kernel, netns }: Session, { ifindex, link }: Target, change: LinkChange): Result {
  return ifindex === 0 ? kernel.link.setGroup(netns, link.group!, change) : kernel.link.set(netns, ifindex, change);
}

/** A link layer address that is too short: each device it is for refuses it (validate_linkmsg). */
function refuseShort({ kernel, netns }: Session, { ifindex, link }: Target): Result {
  const any = ifindex !== 0 || kernel.link.dump(netns).some(({ group }) => group === link.group);
  return any ? refused('EINVAL') : DONE;
}

function answer(session: Session, refusal: Refusal | undefined, target: Target, index: number): number {
  if (refusal === undefined) return 0;
  session.refused(refusal, blameFor(refusal, target.link, index));
  return 2;
}

/** What `type` and the words behind it ask for, and whether the device can have it at all. */
function readKind(
  session: Session,
  { link, device, kindAt }: Target,
  index: number,
): { readonly change: LinkChange; readonly refusal?: Refusal } | number {
  const { type } = link;
  const extra = session.argv[kindAt + 1];
  if (type === undefined || extra === undefined || device === undefined) return { change: {} };
  if (type === 'bridge') {
    const bridge = readBridge(session, kindAt);
    if (bridge === undefined) return 1;
    return device?.kind === 'bridge' ? { change: { bridge } } : { change: {}, refusal: UNSUPPORTED };
  }
  if (type === 'bridge_slave') {
    const port = readPort(session, kindAt);
    if (typeof port === 'number') return port;
    return device?.port === undefined ? { change: {}, refusal: UNSUPPORTED } : { change: { port } };
  }
  const words = KIND_WORDS[type];
  if (words !== undefined) {
    const change = words.read(session, kindAt, false);
    if (change === undefined) return 1;
    // A kind that has no words has nothing to change (no rtnl_link_ops.changelink).
    return device?.kind === type && words.options.length > 0 ? { change } : { change: {}, refusal: UNSUPPORTED };
  }
  if (type === 'bond_slave') {
    if (device?.bondPort === undefined) return { change: {}, refusal: UNSUPPORTED };
    session.unsimulated('options of a port of a bond', kindAt);
    return { change: {} };
  }
  if (type === 'veth') {
    session.out.text(kindUsage('veth', [{ name: 'peer' }]));
    return 1;
  }
  if (abbreviates(extra, 'help')) usage(session, index);
  session.error(`Garbage instead of arguments "${extra} ...". Try "ip link help".\n`, kindAt + 1);
  return 1;
}

/** Which word a refusal is about. */
function blameFor({ extack = '', errno }: Refusal, { places }: LinkAttributes, index: number): number {
  const first = (...names: string[]) => names.map((name) => places.get(name)).find((at) => at !== undefined);
  const word =
    (/mtu/i.test(extack) && first('mtu')) ||
    (/netns/.test(extack) && first('netns')) ||
    (/enslave|bridge|loop|master/i.test(extack) && first('master')) ||
    (errno === 'EADDRNOTAVAIL' && first('address')) ||
    (errno === 'EEXIST' && first('netns', 'name')) ||
    first('master', 'netns', 'name', 'type', 'address', 'mtu', 'dev');
  return word || index;
}

/** `ip link delete`. */
export function deleteLink(session: Session, index: number): number {
  const target = readTarget(session, index);
  if (typeof target === 'number') return target;
  const kind = readKind(session, target, index);
  if (typeof kind === 'number') return kind;
  const { kernel, netns } = session;
  const { ifindex, link } = target;
  const result = ifindex === 0 ? kernel.link.deleteGroup(netns, link.group!) : kernel.link.delete(netns, ifindex);
  return answer(session, result.ok ? undefined : result.error, target, index);
}
