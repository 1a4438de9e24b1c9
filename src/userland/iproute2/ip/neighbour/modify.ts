import { NEIGHBOUR_OPTIONS } from '../../../../grammar/iproute2/neighbour.ts';
import type { NewNeighbour } from '../../../../kernel/neigh/requests.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import { Arguments } from '../../arguments.ts';
import { Exit } from '../../exit.ts';
import type { InetPrefix } from '../../inet-prefix.ts';
import { macOf, parseLinkAddress } from '../../link-address.ts';
import { PROTOCOLS, protocolOf } from '../../names.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { NUD_BITS, nudStateOf, parseNudState } from './state.ts';

/** What is done with the entry. */
export type NeighbourMode = 'add' | 'change' | 'replace' | 'delete';

/** The words of a line as read. */
class NeighbourLine {
  destination: InetPrefix | undefined;
  proxy = false;
  router = false;
  externLearn = false;
  use = false;
  managed = false;
  protocol = 0;
  device: string | undefined;
  linkAddress: string | undefined;
  state = NUD_BITS.PERMANENT;
  readonly places = new Map<string, number>();
}

function read(session: Session, index: number): NeighbourLine {
  const args = new Arguments(session, NEIGHBOUR_OPTIONS, index);
  const line = new NeighbourLine();
  while (args.next()) {
    const name = args.row?.name ?? 'to';
    readWord(session, line, args, name, index);
    line.places.set(name === 'proxy' || name === 'help' ? 'to' : name, args.index);
  }
  return line;
}

function readWord(session: Session, line: NeighbourLine, args: Arguments, name: string, index: number): void {
  switch (name) {
    case 'lladdr': {
      const word = args.take();
      if (line.linkAddress !== undefined) session.duplicate('lladdr', args.index);
      line.linkAddress = word;
      return;
    }
    case 'nud':
      line.state = parseNudState(args.take()) ?? session.invalid('nud state is bad', args.index);
      return;
    case 'proxy':
      args.take();
      if (args.help) usage(session, index);
      if (line.destination !== undefined) session.duplicate('address', args.index);
      line.destination = args.address(session.family);
      line.proxy = true;
      return;
    case 'router':
      line.router = true;
      return;
    case 'protocol':
      line.protocol = args.named((word) => PROTOCOLS.parse(word), '"protocol" value is invalid\n');
      return;
    case 'use':
    case 'managed':
      line[name] = true;
      line.state = NUD_BITS.NONE;
      return;
    case 'extern_learn':
      line.externLearn = true;
      return;
    case 'dev':
      line.device = args.take();
      return;
    default:
      if (args.word === 'to') args.take();
      if (args.help) args.take();
      if (line.destination !== undefined) session.garbage('to', args.index);
      line.destination = args.address(session.family);
  }
}

/** `ip neigh add`, `change`, `replace` and `delete`. */
export function modifyNeighbour(session: Session, index: number, mode: NeighbourMode): number {
  const line = read(session, index);
  const { destination, places } = line;
  const deviceGiven = line.device !== undefined || line.proxy;
  if (!deviceGiven || destination?.family === undefined) {
    return session.die('Device and destination are required arguments.\n', index);
  }
  const octets = linkAddressOf(session, line);
  if (octets === null) return 1;
  const ifindex = line.device === undefined ? 0 : session.ifindexOf(line.device);
  if (ifindex === undefined) {
    session.noDevice(places.get('dev')!, line.device);
    return 1;
  }
  const refusal = request(session, line, destination, ifindex, octets, mode);
  if (refusal === undefined) return 0;
  session.refused(
    refusal,
    (/link address/.test(refusal.extack ?? '') ? places.get('lladdr') : places.get('to')) ?? index,
  );
  // A batch ends here, too.
  throw new Exit(2);
}

/** The octets behind `lladdr`; undefined for none, null after a complaint. */
function linkAddressOf(session: Session, line: NeighbourLine): readonly number[] | undefined | null {
  if (line.linkAddress === undefined || line.linkAddress === 'null') return undefined;
  const octets = parseLinkAddress(line.linkAddress);
  if (typeof octets !== 'string') return octets;
  session.error(`"${octets}" is invalid lladdr.\n`, line.places.get('lladdr'));
  return null;
}

function request(
  session: Session,
  line: NeighbourLine,
  { address }: InetPrefix,
  ifindex: number,
  octets: readonly number[] | undefined,
  mode: NeighbourMode,
): Refusal | undefined {
  const { kernel, netns } = session;
  const { proxy } = line;
  if (session.foreignFamily !== undefined) return { errno: 'EAFNOSUPPORT' };
  if (mode === 'delete') {
    const result = kernel.neighbour.delete(netns, { ifindex, destination: address, proxy });
    return result.ok ? undefined : result.error;
  }
  if (octets !== undefined && octets.length < 6) return { errno: 'EINVAL', extack: 'Invalid link address' };
  const entry: NewNeighbour = {
    ifindex,
    destination: address,
    state: nudStateOf(line.state),
    ...(octets === undefined ? {} : { mac: macOf(octets.slice(0, 6)) }),
    ...(proxy ? { proxy } : {}),
    ...(line.protocol === 0 ? {} : { protocol: protocolOf(line.protocol) }),
    ...(line.externLearn ? { externLearn: true } : {}),
    ...(line.use ? { use: true } : {}),
    ...(line.managed ? { managed: true } : {}),
    ...(line.router ? { router: true } : {}),
  };
  const result = kernel.neighbour.add(netns, entry, mode);
  return result.ok ? undefined : result.error;
}
