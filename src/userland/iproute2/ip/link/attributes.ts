import type { Option } from '../../../../grammar/command.ts';
import { LINK_OPTIONS } from '../../../../grammar/iproute2/link.ts';
import {
  ADDR_GEN_MODES,
  type LinkChange,
  type LinkMode,
  type NewLink,
  type Offload,
  type OperState,
  type Queues,
} from '../../../../kernel/link/requests.ts';
import type { Netns } from '../../../../kernel/netns/netns.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import { Arguments } from '../../arguments.ts';
import { macOf } from '../../link-address.ts';
import { parseGroup } from '../../names.ts';
import { NETNS_DIRECTORY, openNetns } from '../../netns-name.ts';
import { parseInteger } from '../../number.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { vrfTable } from '../vrf.ts';

/** What the words before `type` say about a device. */
export class LinkAttributes {
  name: string | undefined;
  device: string | undefined;
  index = 0;
  up: boolean | undefined;
  mac: readonly number[] | undefined;
  broadcast: readonly number[] | undefined;
  mtu: number | undefined;
  txqlen: number | undefined;
  netns: Netns | undefined;
  /** What the kernel says of what `netns` names (rtnl_link_get_net). */
  netnsRefusal: Refusal | undefined;
  /** `netns` was given. */
  moves = false;
  master: number | undefined;
  alias: string | undefined;
  group: number | undefined;
  /** The device it is built upon. */
  lower: string | undefined;
  type: string | undefined;
  readonly flags: Pick<
    { -readonly [K in keyof LinkChange]: LinkChange[K] },
    'arp' | 'multicast' | 'allmulti' | 'promisc' | 'dynamic' | 'trailers' | 'carrier'
  > = {};
  linkMode: LinkMode | undefined;
  operState: OperState | undefined;
  addrGenMode: number | undefined;
  readonly offload: { -readonly [K in keyof Offload]?: Offload[K] } = {};
  readonly queues: { -readonly [K in keyof Queues]?: Queues[K] } = {};
  protoDown: boolean | undefined;
  /** The namespace that the device below, or the other end, is in; null for an id that none has. */
  linkNetns: Netns | null | undefined;
  /** A virtual function was to be set. */
  vf = false;
  protoDownReason: { mask: number; value: number } | undefined;
  /** The word of each attribute's value, to blame. */
  readonly places = new Map<string, number>();
}

const FLAGS = {
  arp: 'arp',
  multicast: 'multicast',
  allmulticast: 'allmulti',
  promisc: 'promisc',
  dynamic: 'dynamic',
  trailers: 'trailers',
} as const;

/** What can be set of a virtual function. */
const VF_WORDS = ['mac', 'vlan', 'rate', 'max_tx_rate', 'min_tx_rate', 'spoofchk', 'query_rss', 'state', 'trust'];

const LINK_MODES: readonly LinkMode[] = ['DEFAULT', 'DORMANT'];
const OPER_STATES: readonly OperState[] = [
  'UNKNOWN',
  'NOTPRESENT',
  'DOWN',
  'LOWERLAYERDOWN',
  'TESTING',
  'DORMANT',
  'UP',
];

/** The status of a value that is none of two: the error's number. */
const EINVAL = 22;

/** Longest alias and longest device name (IFALIASZ, IFNAMSIZ, with their zero byte). */
const ALIAS_SIZE = 256;
const NAME_SIZE = 16;

const isBlank = (text: string): boolean => text === '' || /[/\s]/.test(text);

/**
 * Reads words of `ip link add`, `set` and `delete` up to the end or to the word behind `type`. `first` is the word
 * before the first one; a number is the status of a complaint.
 */
export function readAttributes(
  session: Session,
  first: number,
  rows: readonly Option[] = LINK_OPTIONS,
): { attributes: LinkAttributes; args: Arguments } | number {
  const args = new Arguments(session, rows, first);
  const attributes = new LinkAttributes();
  while (args.next()) {
    const at = args.index;
    const status = readAttribute(attributes, args, first);
    if (status !== undefined) return status;
    if (args.row !== undefined && args.index > at) attributes.places.set(args.row.name, args.index);
    if (attributes.type !== undefined) break;
  }
  attributes.name ??= attributes.device;
  attributes.device ??= attributes.name;
  return { attributes, args };
}

function readAttribute(link: LinkAttributes, args: Arguments, first: number): number | undefined {
  const { session } = args;
  const name = args.row?.name;
  switch (name) {
    case undefined:
    case 'help':
      readDevice(link, args, first);
      return undefined;
    case 'up':
    case 'down':
      link.up = name === 'up';
      return undefined;
    case 'name': {
      const word = args.take();
      if (link.name !== undefined) session.duplicate('name', args.index);
      if (isBlank(word) || word.length >= NAME_SIZE) session.invalid('"name" not a valid ifname', args.index);
      link.name = word;
      link.device ??= word;
      return undefined;
    }
    case 'index': {
      const word = args.take();
      if (link.index !== 0) session.duplicate('index', args.index);
      // atoi(3): the lower 32 bits.
      link.index = Number.parseInt(word, 10) | 0;
      if (link.index <= 0) session.invalid('Invalid "index" value', args.index);
      return undefined;
    }
    case 'link':
      link.lower = args.take();
      return undefined;
    case 'address':
      args.take();
      link.mac = args.linkAddress();
      return link.mac === undefined ? 1 : undefined;
    case 'broadcast':
      args.take();
      link.broadcast = args.linkAddress();
      return link.broadcast === undefined ? 1 : undefined;
    case 'txqueuelen':
    case 'mtu':
      readLength(link, args, name);
      return undefined;
    case 'netns':
      readNetns(link, args);
      return undefined;
    case 'master':
      args.take();
      link.master = args.deviceIndex('Device does not exist\n');
      return undefined;
    case 'vrf': {
      const name = args.take();
      if (vrfTable(session, name) === undefined) session.invalid('Not a valid VRF name\n', args.index);
      link.master = args.deviceIndex('VRF does not exist\n');
      return undefined;
    }
    case 'nomaster':
      link.master = 0;
      return undefined;
    case 'type':
      link.type = args.take();
      return undefined;
    case 'carrier': {
      const carrier = args.oneOfOnOff(name);
      if (carrier === undefined) return EINVAL;
      link.flags.carrier = carrier;
      return undefined;
    }
    case 'alias':
      link.alias = args.take();
      if (link.alias.length >= ALIAS_SIZE) session.invalid('alias too long\n', args.index);
      return undefined;
    case 'group':
      args.take();
      if (link.group !== undefined) session.duplicate('group', args.index);
      link.group = parseGroup(args.word) ?? session.invalid('Invalid "group" value\n', args.index);
      return undefined;
    case 'link-netns': {
      const word = args.take();
      link.linkNetns = session.kernel.netns.find(word) ?? session.invalid('Invalid "link-netns" value\n', args.index);
      return undefined;
    }
    case 'link-netnsid': {
      const id = number(args, name, 0x7fffffff);
      const { kernel, netns } = session;
      link.linkNetns = kernel.netns.withNsid(netns, id) ?? null;
      return undefined;
    }
    case 'vf':
      number(args, name, 0x7fffffff);
      if (!VF_WORDS.includes(session.argv[args.index + 1] ?? '')) session.incomplete();
      args.take();
      args.take();
      link.vf = true;
      return undefined;
    case 'parentdev':
      // None of the kinds here is a part of another device.
      args.take();
      return undefined;
    case 'mode':
      link.linkMode = oneOf(args, LINK_MODES, 'Invalid link mode\n');
      return undefined;
    case 'state':
      link.operState = oneOf(args, OPER_STATES, 'Invalid operstate\n');
      return undefined;
    case 'addrgenmode':
      link.addrGenMode = ADDR_GEN_MODES.indexOf(oneOf(args, ADDR_GEN_MODES, 'Invalid address generation mode\n'));
      return undefined;
    case 'gso_max_size':
      link.offload.gsoMaxSize = number(args, name, 0xffffffff);
      return undefined;
    case 'gso_max_segs':
      link.offload.gsoMaxSegs = number(args, name, 65535);
      return undefined;
    case 'gro_max_size':
      link.offload.groMaxSize = number(args, name, 0xffffffff);
      return undefined;
    case 'numtxqueues':
    case 'numrxqueues':
      readQueues(link, args, name);
      return undefined;
    case 'protodown': {
      const isDown = args.oneOfOnOff(name);
      if (isDown === undefined) return EINVAL;
      link.protoDown = isDown;
      return undefined;
    }
    case 'protodown_reason':
      return readProtoDownReason(link, args);
    default:
      return readFlag(link, args, name);
  }
}

function readDevice(link: LinkAttributes, args: Arguments, first: number): void {
  const { session } = args;
  if (args.help) usage(session, first);
  if (args.word === 'dev') args.take();
  if (link.device !== link.name) session.garbage('dev', args.index);
  if (isBlank(args.word)) session.invalid('"dev" not a valid ifname', args.index);
  link.device = args.word;
  link.places.set('dev', args.index);
}

function readLength(link: LinkAttributes, args: Arguments, name: 'txqueuelen' | 'mtu'): void {
  const key = name === 'mtu' ? 'mtu' : 'txqlen';
  const word = args.take();
  // A length of -1 counts as not given yet, as in iproute2.
  if (link[key] !== undefined && link[key] !== -1) args.session.duplicate(name, args.index);
  link[key] = parseInteger(word) ?? args.session.invalid(`Invalid "${name}" value\n`, args.index);
}

/** The next word as one of some, whatever its case. */
function oneOf<T extends string>(args: Arguments, words: readonly T[], complaint: string): T {
  const word = args.take();
  const found = words.find((each) => each.toLowerCase() === word.toLowerCase());
  return found ?? args.session.invalid(complaint, args.index);
}

/** The next word as a number, at most `most`. */
function number(args: Arguments, name: string, most: number): number {
  const value = parseInteger(args.take());
  if (value === undefined || value < 0 || value > most) args.session.invalid(`Invalid "${name}" value\n`, args.index);
  return value;
}

function readQueues(link: LinkAttributes, args: Arguments, name: 'numtxqueues' | 'numrxqueues'): void {
  const key = name === 'numtxqueues' ? 'tx' : 'rx';
  const word = args.take();
  if (link.queues[key] !== undefined) args.session.duplicate(name, args.index);
  link.queues[key] = parseInteger(word) ?? args.session.invalid(`Invalid "${name}" value\n`, args.index);
}

function readProtoDownReason(link: LinkAttributes, args: Arguments): number | undefined {
  const bit = parseInteger(args.take());
  if (bit === undefined || bit < 0 || bit > 31) args.session.invalid('invalid protodown reason\n', args.index);
  const isSet = args.oneOfOnOff('protodown_reason');
  if (isSet === undefined) return EINVAL;
  const mask = (1 << bit) >>> 0;
  link.protoDownReason = { mask, value: isSet ? mask : 0 };
  return undefined;
}

function readNetns(link: LinkAttributes, args: Arguments): void {
  const { session } = args;
  const word = args.take();
  if (link.moves) session.duplicate('netns', args.index);
  // A number is the id of a process; 1, the first one, is in the namespace the machine began with.
  const file = word.includes('/') ? word : `${NETNS_DIRECTORY}/${word}`;
  const found =
    openNetns(session, file) ?? (parseInteger(word) === undefined ? undefined : processNetns(session, Number(word)));
  if (found === undefined) session.invalid('Invalid "netns" value\n', args.index);
  if (found === 'other') link.netnsRefusal = { errno: 'EINVAL' };
  else if (found === 'none') link.netnsRefusal = { errno: 'ESRCH' };
  else link.netns = found;
  link.moves = true;
}

/** The namespace of a process. Which others than the lab's own run is not known: they are taken to be where it began. */
function processNetns(session: Session, pid: number): Netns | 'none' {
  const { netns } = session.kernel;
  if (pid <= 0) return 'none';
  return session.process.system.processes.netnsOf(pid) ?? netns.ofProcess(pid) ?? netns.initial;
}

function readFlag(link: LinkAttributes, args: Arguments, name: string): number | undefined {
  const value = args.onOff();
  if (value === undefined) {
    args.session.error(`Error: argument of "${name}" must be "on" or "off", not "${args.word}"\n`, args.index);
    return 1;
  }
  link.flags[FLAGS[name as keyof typeof FLAGS]] = value;
  return undefined;
}

/** The MAC address among the attributes: undefined when none was given, null when it has not six octets. */
export function macAttribute(link: LinkAttributes): number | null | undefined {
  if (link.mac === undefined) return undefined;
  return link.mac.length === 6 ? macOf(link.mac) : null;
}

/** The first six octets of a link layer address, null when it has fewer: the kernel cuts off what is too long. */
export function firstOctets(address: readonly number[] | undefined): number | null | undefined {
  if (address === undefined) return undefined;
  return address.length < 6 ? null : macOf(address.slice(0, 6));
}

/** Nothing may follow `type KIND` where a group stands for its devices (iplink_modify). */
export function refuseExtra(session: Session, at: number): void {
  const extra = session.argv[at];
  if (extra !== undefined) session.die(`Garbage instead of arguments "${extra} ...". Try "ip link help".\n`, at);
}

/** What `add` and `set` ask for alike. */
export function sharedRequest(link: LinkAttributes): Pick<LinkChange & NewLink, 'linkMode' | 'offload'> {
  return {
    ...(link.linkMode === undefined ? {} : { linkMode: link.linkMode }),
    ...(Object.keys(link.offload).length === 0 ? {} : { offload: link.offload }),
  };
}

/** What the kernel says of an id that no namespace has. */
export const UNKNOWN_NETNSID: Refusal = { errno: 'EINVAL', extack: 'Unknown network namespace id' };
