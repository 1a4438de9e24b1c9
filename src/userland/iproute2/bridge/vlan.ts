import { BRIDGE_VLAN_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import { VLAN_N_VID } from '../../../net/vlan.ts';
import { leadingInteger } from '../../stdlib.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';

/** The word of a VLAN or a range, and what it says. */
export interface VidWords {
  vidAt?: number;
  first: number;
  last: number;
}

interface VlanLine extends VidWords {
  deviceAt?: number;
  readonly given: Set<string>;
}

/** Reads a VLAN or a range; false after a complaint. */
export function readVid(session: Session, line: VidWords, at: number): boolean {
  const word = session.argv[at]!;
  const dash = word.indexOf('-');
  line.first = leadingInteger(dash < 0 ? word : word.slice(0, dash), 16);
  line.last = dash < 0 ? line.first : leadingInteger(word.slice(dash + 1), 16);
  // The number that stands for none given.
  if (dash < 0 && line.first === -1) return true;
  line.vidAt = at;
  if (dash >= 0 && (line.first >= line.last || line.last >= VLAN_N_VID)) {
    session.error(`Invalid VLAN range "${line.first & 0xffff}-${line.last & 0xffff}"\n`, at);
    return false;
  }
  if (line.first < VLAN_N_VID) return true;
  session.error(`Invalid VLAN ID "${line.first}"\n`, at);
  return false;
}

/** `bridge vlan add` and `bridge vlan delete`. Words that mean nothing are passed over. */
export function modifyVlan(session: Session, index: number, mode: 'add' | 'delete'): number {
  const args = new Arguments(session, BRIDGE_VLAN_OPTIONS, index);
  const line: VlanLine = { first: 0, last: 0, given: new Set() };
  while (args.next()) {
    const name = args.row?.name;
    if (name === 'dev') {
      args.take();
      line.deviceAt = args.index;
    } else if (name === 'vid') {
      args.take();
      if (!readVid(session, line, args.index)) return EXIT_MINUS_ONE;
    } else if (args.help) usage(session, index);
    else if (name !== undefined) line.given.add(name);
  }
  const { deviceAt, vidAt, first, last, given } = line;
  if (deviceAt === undefined || vidAt === undefined) {
    session.error('Device and VLAN ID are required arguments.\n', index);
    return EXIT_MINUS_ONE;
  }
  const ifindex = session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.error(`Cannot find bridge device "${session.argv[deviceAt]}"\n`, deviceAt);
    return EXIT_MINUS_ONE;
  }
  if (first !== last && given.has('pvid')) {
    session.error('pvid cannot be configured for a vlan range\n', vidAt);
    return EXIT_MINUS_ONE;
  }
  const flags = { self: given.has('self'), pvid: given.has('pvid'), untagged: given.has('untagged') };
  const result = session.kernel.bridgeVlan[mode](session.netns, { ifindex, first, last, ...flags });
  if (result.ok) return 0;
  session.refused(result.error, result.error.errno === 'EOPNOTSUPP' ? deviceAt : vidAt);
  return EXIT_MINUS_ONE;
}
