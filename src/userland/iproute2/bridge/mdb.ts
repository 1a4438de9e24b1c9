import { BRIDGE_MDB_OPTIONS } from '../../../grammar/iproute2/bridge-mdb.ts';
import type { MdbChange } from '../../../kernel/link/bridge-mdb-requests.ts';
import type { Ip } from '../../../net/prefix.ts';
import { leadingNumber } from '../../stdlib.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { parseAddress } from '../inet-prefix.ts';
import { macOf, parseLinkAddress } from '../link-address.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';

/** Where the words stand that name something. */
interface Places {
  dev?: number;
  port?: number;
  grp?: number;
  src?: number;
}

/** `bridge mdb add` and `delete`. Words that mean nothing are passed over, as bridge does. */
export function modifyGroup(session: Session, index: number, how: 'add' | 'delete'): number {
  const args = new Arguments(session, BRIDGE_MDB_OPTIONS, index);
  const at: Places = {};
  let permanent = false;
  let vlan = 0;
  while (args.next()) {
    const name = args.row?.name;
    if (name === 'dev' || name === 'port' || name === 'grp' || name === 'src') {
      args.take();
      at[name] = args.index;
    } else if (name === 'permanent') permanent = true;
    else if (name === 'temp') permanent = false;
    else if (name === 'vid') vlan = leadingNumber(args.take()) & 0xffff;
    else if (args.help) usage(session, index);
  }
  return send(session, index, how, at, { permanent, vlan });
}

function send(
  session: Session,
  index: number,
  how: 'add' | 'delete',
  at: Places,
  rest: Pick<MdbChange, 'permanent' | 'vlan'>,
): number {
  const { argv, kernel, netns } = session;
  const fail = (text: string, place: number) => {
    session.error(text, place);
    return EXIT_MINUS_ONE;
  };
  const { dev, port, grp, src } = at;
  if (dev === undefined || port === undefined || grp === undefined)
    return fail('Device, group address and port name are required arguments.\n', index);
  const ifindex = session.ifindexOf(argv[dev]!);
  const portIndex = session.ifindexOf(argv[port]!);
  if (ifindex === undefined || portIndex === undefined) {
    session.noDevice(ifindex === undefined ? dev : port);
    return EXIT_MINUS_ONE;
  }
  const group = parseGroup(session, grp);
  if (group === undefined) return fail(`Invalid address "${argv[grp]}"\n`, grp);
  const source = src === undefined ? undefined : plainAddress(argv[src]!);
  if (src !== undefined && source === undefined) return fail(`Invalid source address "${argv[src]}"\n`, src);
  const result = kernel.mdb[how](netns, { ifindex, port: portIndex, ...group, source, ...rest });
  if (result.ok) return 0;
  session.refused(result.error, grp);
  return EXIT_MINUS_ONE;
}

/** An address written in full (inet_pton(3)). */
function plainAddress(text: string): Ip | undefined {
  if (!text.includes(':') && !/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const parsed = parseAddress(text, undefined);
  return parsed?.given ? parsed.address : undefined;
}

/** A group of IPv4 or IPv6, or one of Ethernet alone. */
function parseGroup(session: Session, at: number): Pick<MdbChange, 'family' | 'group'> | undefined {
  const text = session.argv[at]!;
  const address = plainAddress(text);
  if (address !== undefined) return { family: typeof address === 'bigint' ? 'inet6' : 'inet', group: address };
  const octets = parseLinkAddress(text);
  if (typeof octets !== 'string') return octets.length === 6 ? { family: 'ether', group: macOf(octets) } : undefined;
  session.error(`"${octets}" is invalid lladdr.\n`, at);
  return undefined;
}
