import { RULE_OPTIONS } from '../../../../grammar/iproute2/rule.ts';
import { abbreviates } from '../../../../grammar/keyword.ts';
import type { RouteType, RuleAction, RuleRequest } from '../../../../kernel/fib/requests.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import type { Family, Prefix } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import { parseAddress } from '../../inet-prefix.ts';
import { DSFIELDS, PROTOCOLS, parseGroup, parseIpProtocol, parseRouteType, protocolOf } from '../../names.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { readRealms } from '../realms.ts';
import { readMark, readPorts, readTunId, readUidRange } from './words.ts';

type Line = { -readonly [K in keyof RuleRequest]?: RuleRequest[K] };

/** RT_TABLE_MAIN, where rules look that name no table. */
const MAIN = 254;
const NAME_SIZE = 16;
/** The status of a contradiction: the error's number. */
const EINVAL = 22;

/** `ip rule add` and `delete`. */
export function modifyRule(session: Session, index: number, mode: 'add' | 'delete'): number {
  if (session.argv[index + 1] === undefined) {
    session.error(`"ip rule ${mode === 'add' ? 'add' : 'del'}" requires arguments.\n`, index);
    return 1;
  }
  const args = new Arguments(session, RULE_OPTIONS, index);
  const line: Line = {};
  const places = new Map<string, number>();
  let family = session.family;
  while (args.next()) {
    const name = args.row?.name ?? 'action';
    family = readWord(session, line, args, name, family, index) ?? family;
    places.set(name, args.index);
  }
  if (mode === 'add' && line.l3mdev && line.table !== undefined) {
    session.error('table can not be specified for l3mdev rules\n', places.get('table') ?? index);
    return EINVAL;
  }
  const request: RuleRequest = { ...line, family: (session.family ?? 4) as Family };
  const { rule } = session.kernel;
  const result =
    mode === 'add'
      ? rule.add(session.netns, completed(request, places.has('nat')))
      : rule.delete(session.netns, request);
  if (result.ok) return 0;
  session.refused(result.error, blameFor(result.error, places) ?? index);
  return 2;
}

/** A new rule without an action looks in a table, in main if none is named. */
function completed(request: RuleRequest, isNat: boolean): RuleRequest {
  const { protocol = 'unspec', action = 'lookup', l3mdev = false } = request;
  const looks = (request.action === undefined || isNat) && !l3mdev;
  return { ...request, action, protocol, table: request.table ?? (looks ? MAIN : 0) };
}

function readPrefix(args: Arguments): Prefix | undefined {
  args.take();
  const prefix = args.prefix(args.session.family);
  return prefix.given ? { address: prefix.address, length: prefix.length } : undefined;
}

function readInterface(args: Arguments, names: string): string {
  const word = args.take();
  if (word === '' || /[/\s]/.test(word) || word.length >= NAME_SIZE) {
    args.session.invalid(`${names} not a valid ifname`, args.index);
  }
  return word;
}

function readWord(
  session: Session,
  line: Line,
  args: Arguments,
  name: string,
  family: Family | undefined,
  index: number,
): Family | undefined {
  switch (name) {
    case 'not':
      line.invert = true;
      return undefined;
    case 'from':
    case 'to': {
      const prefix = readPrefix(args);
      if (prefix !== undefined) line[name] = prefix;
      return undefined;
    }
    case 'preference':
      line.priority = args.unsigned('preference value is invalid\n');
      return undefined;
    case 'tos':
      line.tos = args.named((word) => DSFIELDS.parse(word, 16), 'TOS value is invalid\n');
      return undefined;
    case 'fwmark': {
      const { mark, mask } = readMark(args);
      line.fwmark = mark;
      if (mask !== undefined) line.fwmask = mask;
      return undefined;
    }
    case 'protocol':
      line.protocol = protocolOf(args.named((word) => PROTOCOLS.parse(word), '"protocol" value is invalid\n'));
      return undefined;
    case 'table':
      line.table = args.named((word) => session.tables.parse(word), 'invalid table ID\n');
      return undefined;
    case 'suppress_prefixlength': {
      const length = args.integer('suppress_prefixlength value is invalid\n');
      if (length < 0) session.invalid('suppress_prefixlength value is invalid\n', args.index);
      line.suppressPrefixLength = length;
      return undefined;
    }
    case 'suppress_ifgroup':
      line.suppressGroup = args.named(parseGroup, 'Invalid "suppress_ifgroup" value\n');
      return undefined;
    case 'realms':
      line.realms = readRealms(args);
      return undefined;
    case 'tun_id':
      line.tunId = readTunId(args);
      if (line.tunId === 0n) delete line.tunId;
      return undefined;
    case 'l3mdev':
      line.l3mdev = true;
      return undefined;
    case 'uidrange':
      line.uidRange = readUidRange(args);
      return undefined;
    case 'nat':
      readNat(args);
      line.action = 'nat';
      return undefined;
    case 'iif':
      line.iif = readInterface(args, '"iif"/"dev"');
      return undefined;
    case 'oif':
      line.oif = readInterface(args, '"oif"');
      return undefined;
    case 'ipproto': {
      // 0 is every one of them.
      const protocol = args.named(parseIpProtocol, 'Invalid "ipproto" value\n');
      if (protocol !== 0) line.ipProtocol = protocol;
      return undefined;
    }
    case 'sport':
      line.sourcePorts = readPorts(args, 'invalid port range\n');
      return undefined;
    case 'dport':
      line.destinationPorts = readPorts(args, 'invalid dport range\n');
      return undefined;
    default:
      readAction(session, line, args, index);
      return family;
  }
}

/** Actions have the numbers of some types of routes (FR_ACT_TO_TBL, FR_ACT_GOTO, FR_ACT_NOP). */
const ACTIONS: Partial<Record<RouteType, RuleAction>> = { unicast: 'lookup', local: 'goto', broadcast: 'nop' };

/** The address that was once translated to, which the kernel has long forgotten. */
function readNat(args: Arguments): void {
  const { session } = args;
  args.take();
  session.error('Warning: route NAT is deprecated\n', args.index);
  if (parseAddress(args.word, 4) === undefined)
    session.die(`Error: an IP address is expected rather than "${args.word}"\n`, args.index, 1);
}

function readAction(session: Session, line: Line, args: Arguments, index: number): void {
  if (args.word === 'type') args.take();
  if (args.help) usage(session, index);
  if (abbreviates(args.word, 'goto')) {
    line.goto = args.unsigned('invalid target\n');
    line.action = 'goto';
  } else if (abbreviates(args.word, 'nop')) line.action = 'nop';
  else {
    const type = parseRouteType(args.word);
    if (type === undefined) session.invalid('Failed to parse rule type', args.index);
    line.action = ACTIONS[type] ?? (type as RuleAction);
  }
}

function blameFor({ extack = '' }: Refusal, places: ReadonlyMap<string, number>): number | undefined {
  const first = (...names: string[]) => names.map((name) => places.get(name)).find((at) => at !== undefined);
  if (/dport/.test(extack)) return first('dport');
  if (/sport/.test(extack)) return first('sport');
  if (/goto/.test(extack)) return first('goto');
  return first('preference', 'table', 'from', 'to', 'fwmark', 'iif', 'oif', 'action');
}
