import { ADDRESS_OPTIONS } from '../../../../grammar/iproute2/address.ts';
import type { NewAddress } from '../../../../kernel/address/requests.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import { broadcastOf, type Ipv4, isMulticastIpv4, networkOf } from '../../../../net/ipv4.ts';
import { isMulticastIpv6 } from '../../../../net/ipv6.ts';
import type { Family } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import type { InetPrefix } from '../../inet-prefix.ts';
import { SCOPES, scopeOf } from '../../names.ts';
import { parseUnsigned } from '../../number.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import {
  ADDRESS_FLAGS,
  IFA_F_HOMEADDRESS,
  IFA_F_MANAGETEMPADDR,
  IFA_F_MCAUTOJOIN,
  IFA_F_NODAD,
  IFA_F_NOPREFIXROUTE,
} from './flags.ts';

/** What is done with the address. */
export type AddressMode = 'add' | 'replace' | 'change' | 'delete';

const FOREVER = 0xffffffff;

/** The words of a line as read. */
class AddressLine {
  family: Family | undefined;
  local: InetPrefix | undefined;
  peer: InetPrefix | undefined;
  anycast: InetPrefix | undefined;
  /** `+` and `-` are computed from the address. */
  broadcast: InetPrefix | '+' | '-' | undefined;
  scope: number | undefined;
  device: string | undefined;
  label: string | undefined;
  metric: number | undefined;
  valid: number | undefined;
  preferred: number | undefined;
  flags = 0;
  readonly places = new Map<string, number>();
}

/** `ip addr add`, `change`, `replace` and `delete`. */
export function modifyAddress(session: Session, index: number, mode: AddressMode): number {
  const line = read(session, index);
  const { local, places } = line;
  if (line.device === undefined) {
    session.error('Not enough information: "dev" argument is required.\n', index);
    return 1;
  }
  const wildcard = mode === 'delete' && line.peer === undefined && local?.given === true && isWildcard(local);
  if (wildcard) warnWildcard(session, places.get('local')!);
  const broadcast = mode === 'delete' ? undefined : computeBroadcast(session, line);
  if (broadcast === null) return 1;
  const ifindex = session.ifindexOf(line.device);
  if (ifindex === undefined) {
    session.noDevice(places.get('dev')!, line.device);
    return 1;
  }
  const complaint = checkLifetimes(session, line);
  if (complaint !== undefined) return complaint;
  if (mode !== 'delete' && line.flags & IFA_F_MCAUTOJOIN && local !== undefined && !isMulticast(local)) {
    session.error('autojoin needs multicast address\n', places.get('local'));
    return 1;
  }
  const refusal = request(session, line, ifindex, mode, broadcast, wildcard);
  if (refusal === undefined) return 0;
  session.refused(refusal, blameFor(refusal, line) ?? index);
  return 2;
}

function read(session: Session, index: number): AddressLine {
  const args = new Arguments(session, ADDRESS_OPTIONS, index);
  const line = new AddressLine();
  line.family = session.family;
  while (args.next()) {
    const name = args.row?.name;
    if (name === undefined || name === 'help') readLocal(line, args, index);
    else readWord(line, args, name);
  }
  return line;
}

function readLocal(line: AddressLine, args: Arguments, index: number): void {
  const { session } = args;
  if (args.word === 'local') args.take();
  if (args.help) usage(session, index);
  if (line.local?.given === true) session.garbage('local', args.index);
  line.local = args.prefix(line.family);
  line.family ??= line.local.family;
  line.places.set('local', args.index);
}

function readWord(line: AddressLine, args: Arguments, name: string): void {
  const { session } = args;
  switch (name) {
    case 'peer':
      args.take();
      if (line.peer?.given === true) session.duplicate('peer', args.index);
      line.peer = args.prefix(line.family);
      line.family ??= line.peer.family;
      break;
    case 'broadcast': {
      const word = args.take();
      if (line.broadcast !== undefined && !isEmpty(line.broadcast)) session.duplicate('broadcast', args.index);
      if (word === '+' || word === '-') line.broadcast = word;
      else {
        const address = args.address(line.family);
        line.family ??= address.family;
        // One without bytes is refused, whatever comes after it.
        if (!isEmpty(line.broadcast)) line.broadcast = address;
      }
      break;
    }
    case 'anycast':
      args.take();
      if (line.anycast?.given === true) session.duplicate('anycast', args.index);
      line.anycast = args.address(line.family);
      line.family ??= line.anycast.family;
      break;
    case 'scope':
      line.scope = args.named((word) => SCOPES.parse(word), 'invalid scope value.');
      break;
    case 'dev':
      line.device = args.take();
      break;
    case 'label':
      line.label = args.take();
      break;
    case 'metric':
      line.metric = args.unsigned('"metric" value is invalid\n');
      break;
    case 'valid_lft':
    case 'preferred_lft':
      readLifetime(line, args, name);
      break;
    default:
      readFlag(line, args, name);
      return;
  }
  line.places.set(name, args.index);
}

function readLifetime(line: AddressLine, args: Arguments, name: 'valid_lft' | 'preferred_lft'): void {
  const key = name === 'valid_lft' ? 'valid' : 'preferred';
  if (line[key] !== undefined) args.session.duplicate(name, args.index);
  const word = args.take();
  line[key] = word === 'forever' ? FOREVER : parseUnsigned(word);
  if (line[key] === undefined) args.session.invalid(`${name} value`, args.index);
}

function readFlag(line: AddressLine, args: Arguments, name: string): void {
  const flag = ADDRESS_FLAGS.find((one) => one.name === name)!;
  if (flag.readonly) args.session.error(`Warning: ${name} option is not mutable from userspace\n`, args.index);
  else if (flag.v6only && line.family !== 6) {
    args.session.error(`Warning: ${name} option can be set only for IPv6 addresses\n`, args.index);
  } else line.flags |= flag.mask;
}

const isMulticast = ({ family, address }: InetPrefix): boolean =>
  family === 4 ? isMulticastIpv4(address as Ipv4) : isMulticastIpv6(BigInt(address));

const isWildcard = (local: InetPrefix): boolean => local.family === 4 && !local.lengthGiven;

function warnWildcard(session: Session, at: number): void {
  const word = session.argv[at] ?? '';
  session.error(
    'Warning: Executing wildcard deletion to stay compatible with old scripts.\n' +
      `         Explicitly specify the prefix length (${word}/32) to avoid this warning.\n` +
      '         This special behaviour is likely to disappear in further releases,\n' +
      '         fix your scripts!\n',
    at,
  );
}

/** The broadcast address; null after a complaint. No address is made for networks of one or two hosts. */
function computeBroadcast(session: Session, line: AddressLine): Ipv4 | undefined | null {
  const { broadcast } = line;
  if (broadcast === undefined) return undefined;
  if (broadcast !== '+' && broadcast !== '-') return Number(broadcast.address);
  if (line.family !== 4) {
    session.error('Broadcast can be set only for IPv4 addresses\n', line.places.get('broadcast'));
    return null;
  }
  const from = line.peer ?? line.local;
  if (from === undefined || from.length > 30) return undefined;
  const address = from.address as Ipv4;
  return broadcast === '+' ? broadcastOf(address, from.length) : networkOf(address, from.length);
}

function checkLifetimes(session: Session, { valid, preferred, places }: AddressLine): number | undefined {
  if (valid === undefined && preferred === undefined) return undefined;
  if (valid === 0) session.error('valid_lft is zero\n', places.get('valid_lft'));
  else if ((valid ?? FOREVER) < (preferred ?? FOREVER)) {
    session.error('preferred_lft is greater than valid_lft\n', places.get('preferred_lft') ?? places.get('valid_lft'));
  } else return undefined;
  return 1;
}

const seconds = (lifetime: number | undefined): number =>
  lifetime === undefined || lifetime === FOREVER ? Number.POSITIVE_INFINITY : lifetime;

/** Why nothing is done without an address. */
function withoutAddress(family: Family, mode: AddressMode): Refusal {
  if (family === 6) return { errno: 'EINVAL' };
  return mode === 'delete'
    ? { errno: 'EADDRNOTAVAIL', extack: 'ipv4: Address not found' }
    : { errno: 'EINVAL', extack: 'ipv4: Local address is not supplied' };
}

/** Whether an address was named that has no octets, which the kernel refuses (ifa_ipv4_policy). */
function isEmpty(address: InetPrefix | '+' | '-' | undefined): boolean {
  return typeof address === 'object' && address.empty;
}

function request(
  session: Session,
  line: AddressLine,
  ifindex: number,
  mode: AddressMode,
  broadcast: Ipv4 | undefined,
  wildcard: boolean,
): Refusal | undefined {
  const { kernel, netns } = session;
  const { local, peer, label, flags } = line;
  if (line.family === undefined) return { errno: 'EOPNOTSUPP' };
  if (isEmpty(local) || isEmpty(peer) || (line.family === 4 && isEmpty(line.broadcast)))
    return { errno: 'EINVAL', extack: 'Attribute failed policy validation' };
  if (local === undefined) return withoutAddress(line.family, mode);
  const prefixLength = peer?.length || local.length;
  const labelled = label === undefined ? {} : { label };
  if (mode === 'delete') {
    const length = wildcard ? {} : { prefixLength };
    const result = kernel.address.delete(netns, { ifindex, local: local.address, ...length, ...labelled });
    return result.ok ? undefined : result.error;
  }
  const isLoopback = local.family === 4 && (local.address as Ipv4) >>> 24 === 127;
  const timed = line.valid !== undefined || line.preferred !== undefined;
  const address: NewAddress = {
    ifindex,
    local: local.address,
    prefixLength,
    scope: line.scope === undefined ? (isLoopback ? 'host' : 'global') : scopeOf(line.scope),
    ...(peer === undefined ? {} : { peer: peer.address }),
    ...(broadcast === undefined ? {} : { broadcast }),
    ...labelled,
    ...(line.metric === undefined ? {} : { metric: line.metric }),
    ...(flags & IFA_F_NOPREFIXROUTE ? { noPrefixRoute: true } : {}),
    ...(flags & IFA_F_NODAD ? { noDad: true } : {}),
    ...(flags & IFA_F_HOMEADDRESS ? { home: true } : {}),
    ...(flags & IFA_F_MCAUTOJOIN ? { autoJoin: true } : {}),
    ...(flags & IFA_F_MANAGETEMPADDR ? { managesTemporary: true } : {}),
    ...(timed ? { validLifetime: seconds(line.valid), preferredLifetime: seconds(line.preferred) } : {}),
  };
  const result = kernel.address.add(netns, address, mode);
  return result.ok ? undefined : result.error;
}

function blameFor({ extack = '', errno }: Refusal, { places }: AddressLine): number | undefined {
  if (/label/i.test(extack)) return places.get('label') ?? places.get('local');
  if (errno === 'ENODEV' || errno === 'ENETDOWN' || errno === 'EACCES') return places.get('dev');
  return places.get('local') ?? places.get('peer') ?? places.get('dev');
}
