import { NEXTHOP_OBJECT_OPTIONS } from '../../../../grammar/iproute2/nexthop.ts';
import type { NexthopMember, NexthopRequest } from '../../../../kernel/fib/nexthop/requests.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import { Arguments } from '../../arguments.ts';
import { PROTOCOLS, protocolOf } from '../../names.ts';
import { parseUnsigned } from '../../number.ts';
import type { Session } from '../../session.ts';
import { readVia } from '../../via.ts';
import { usage } from '../help.ts';

/** In microseconds. */
const SECOND = 1_000_000;

/** What is done with the object. */
export type NexthopMode = 'add' | 'replace' | 'delete';

/** What is said of a family that has no next hops, and of a gateway without octets. */
const FOREIGN: Refusal = { errno: 'EINVAL', extack: 'Invalid address family' };
const NO_OCTETS: Refusal = { errno: 'EINVAL', extack: 'Invalid gateway' };

type Line = { -readonly [K in keyof NexthopRequest]: NexthopRequest[K] } & {
  /** What the kernel says of the gateway. */
  refusal?: Refusal;
};

/** `ip nexthop add`, `replace` and `delete`. */
export function modifyNexthop(session: Session, index: number, mode: NexthopMode): number {
  const { kernel, netns } = session;
  const args = new Arguments(session, NEXTHOP_OBJECT_OPTIONS, index);
  const places = new Map<string, number>();
  const line: Line = {};
  if (session.family !== undefined) line.family = session.family;
  while (args.next()) {
    const name = args.row?.name ?? '';
    if (name === 'help') usage(session, index);
    readWord(line, args, name);
    places.set(name, args.index);
  }
  const refusal = line.refusal ?? (session.foreignFamily === undefined ? undefined : FOREIGN);
  if (mode !== 'delete' && refusal !== undefined) {
    session.refused(refusal, places.get('via') ?? index);
    return 2;
  }
  const result = mode === 'delete' ? kernel.nexthop.delete(netns, line) : kernel.nexthop.add(netns, line, mode);
  if (result.ok) return 0;
  session.refused(result.error, blameFor(result.error, places) ?? index);
  return 2;
}

function readWord(line: Line, args: Arguments, name: string): void {
  const { session } = args;
  switch (name) {
    case 'id':
      line.id = args.unsigned('invalid id value');
      return;
    case 'dev':
      args.take();
      line.ifindex = args.deviceIndex('Device does not exist\n');
      line.family ??= 4;
      return;
    case 'via':
      readGateway(line, args);
      return;
    case 'blackhole':
      line.blackhole = true;
      line.family ??= 4;
      return;
    case 'fdb':
      line.fdb = true;
      return;
    case 'onlink':
      line.onlink = true;
      return;
    case 'group':
      line.group = readGroup(args);
      return;
    case 'type':
      if (args.take() === 'resilient') readResilient(line, args);
      else if (args.word !== 'mpath') session.invalid('"type" value is invalid\n', args.index);
      return;
    case 'protocol':
      line.protocol = protocolOf(args.named((word) => PROTOCOLS.parse(word), '"protocol" value is invalid\n'));
      return;
    default:
      session.invalid('', args.index);
  }
}

function readGateway(line: Line, args: Arguments): void {
  const gateway = readVia(args, line.family);
  if (gateway === undefined) {
    line.refusal = FOREIGN;
    return;
  }
  const { address, family, empty } = gateway;
  if (empty) line.refusal = family === undefined ? FOREIGN : NO_OCTETS;
  if (line.family !== undefined && line.family !== family)
    args.session.invalid('address family mismatch\n', args.index);
  if (family !== undefined) line.family = family;
  line.gateway = address;
}

/** Reads `1,3/2`. Complaints name what ip has cut off of the word by then. */
function readGroup(args: Arguments): NexthopMember[] {
  const { session } = args;
  const parts = args.take().split('/');
  return parts.map((part) => {
    const comma = part.indexOf(',');
    const id = parseUnsigned(comma < 0 ? part : part.slice(0, comma));
    if (id === undefined)
      return session.invalid('"group" value is invalid\n', args.index, parts[0]!.replace(/,.*/, ''));
    const written = comma < 0 ? '1' : part.slice(comma + 1);
    const weight = parseUnsigned(written, 256);
    if (!weight) return session.invalid('"weight" is invalid\n', args.index, written);
    return { id, weight };
  });
}

/** The words that may stand behind `type resilient`, which are seconds but for the buckets. */
const RESILIENT: Readonly<Record<string, readonly [key: 'buckets' | 'idleTimer' | 'unbalancedTimer', what: string]>> = {
  buckets: ['buckets', 'buckets'],
  idle_timer: ['idleTimer', 'idle timer'],
  unbalanced_timer: ['unbalancedTimer', 'unbalanced timer'],
};
const MOST_SECONDS = Math.floor(0xffffffff / 100);

function readResilient(line: Line, args: Arguments): void {
  const { session } = args;
  const read: { -readonly [K in keyof NonNullable<Line['resilient']>]: number } = {};
  for (let option = RESILIENT[session.argv[args.index + 1] ?? '']; option !== undefined; ) {
    const [key, what] = option;
    args.take();
    const value = args.unsigned(`invalid ${what} value`, key === 'buckets' ? 0xffff : MOST_SECONDS);
    read[key] = key === 'buckets' ? value : value * SECOND;
    option = RESILIENT[session.argv[args.index + 1] ?? ''];
  }
  line.resilient = read;
}

/** Which word a refusal is about. */
function blameFor({ extack = '', errno }: Refusal, places: ReadonlyMap<string, number>): number | undefined {
  const first = (...names: string[]) => names.map((name) => places.get(name)).find((at) => at !== undefined);
  if (/group/i.test(extack)) return first('group', 'id');
  if (/gateway/i.test(extack)) return first('via', 'dev');
  if (/device/i.test(extack)) return first('dev', 'via');
  if (/fdb/i.test(extack)) return first('fdb');
  if (/blackhole/i.test(extack)) return first('blackhole');
  if (errno === 'EHOSTUNREACH' || errno === 'ENETUNREACH') return first('via', 'dev');
  return first('id');
}
