import { BRIDGE_VLAN_SET_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import type { PortState } from '../../../kernel/link/requests.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { PORT_STATES } from '../ip/link/kind.ts';
import { parseUnsigned } from '../number.ts';
import type { Session } from '../session.ts';
import { readVid, type VidWords } from './vlan.ts';

interface OptionsLine extends VidWords {
  deviceAt?: number;
  state?: number;
  stateAt?: number;
  mcastRouter?: number;
}

/** `bridge vlan set`. Words that mean nothing are passed over. */
export function setVlanOptions(session: Session, index: number): number {
  const line = read(session, index);
  if (line === undefined) return EXIT_MINUS_ONE;
  const { deviceAt, vidAt, first, last, state, stateAt, mcastRouter } = line;
  if (deviceAt === undefined || vidAt === undefined) {
    session.error('Device and VLAN ID are required arguments.\n', index);
    return EXIT_MINUS_ONE;
  }
  const ifindex = session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.error(`Cannot find network device "${session.argv[deviceAt]}"\n`, deviceAt);
    return EXIT_MINUS_ONE;
  }
  const result = session.kernel.bridgeVlan.setOptions(session.netns, {
    ifindex,
    first,
    last,
    ...(state === undefined ? {} : { state }),
    ...(mcastRouter === undefined ? {} : { mcastRouter }),
  });
  if (result.ok) return 0;
  session.refused(result.error, (/state/.test(result.error.extack ?? '') ? stateAt : undefined) ?? vidAt);
  return EXIT_MINUS_ONE;
}

/** Reads the words; undefined after a complaint. */
function read(session: Session, index: number): OptionsLine | undefined {
  const args = new Arguments(session, BRIDGE_VLAN_SET_OPTIONS, index);
  const line: OptionsLine = { first: 0, last: 0 };
  while (args.next()) {
    switch (args.row?.name) {
      case 'dev':
        args.take();
        line.deviceAt = args.index;
        break;
      case 'vid':
        args.take();
        if (!readVid(session, line, args.index)) return undefined;
        break;
      case 'state': {
        const state = parseState(args.take());
        if (state === undefined) {
          session.error('Error: invalid STP state\n', args.index);
          return undefined;
        }
        line.state = state;
        line.stateAt = args.index;
        break;
      }
      case 'mcast_router':
        line.mcastRouter = args.unsigned('invalid mcast_router', 0xff);
        break;
      default:
        // Help is not given: the word only wants another one behind it.
        if (args.help) args.take();
    }
  }
  return line;
}

/** The number of a state, by its word or as it is. */
function parseState(word: string): number | undefined {
  const known = PORT_STATES.indexOf(word as PortState);
  return known >= 0 ? known : parseUnsigned(word, 0xff);
}
