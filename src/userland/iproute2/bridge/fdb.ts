import { FDB_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import type { FdbInfo } from '../../../kernel/link/requests.ts';
import type { Remote } from '../../../kernel/link/vxlan.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import { leadingInteger } from '../../stdlib.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { parseFdbMac } from './fdb-show.ts';
import { usage } from './help.ts';

/** What is done with the entry. */
export type FdbMode = 'add' | 'append' | 'replace' | 'delete';

interface FdbLine {
  readonly deviceAt: number | undefined;
  readonly macAt: number | undefined;
  readonly self: boolean;
  readonly master: boolean;
  readonly kind: FdbInfo['kind'];
  readonly remote: Remote | undefined;
  readonly vlan: number | undefined;
  readonly given: ReadonlySet<string>;
}

function read(session: Session, index: number): FdbLine {
  const args = new Arguments(session, FDB_OPTIONS, index);
  const given = new Set<string>();
  let deviceAt: number | undefined;
  let macAt: number | undefined;
  const remote: { -readonly [K in keyof Remote]?: Remote[K] } = {};
  let vlan: number | undefined;
  while (args.next()) {
    const name = args.row?.name;
    if (name === 'dev') {
      args.take();
      deviceAt = args.index;
    } else if (name === 'dst') {
      args.take();
      remote.address = args.address(undefined).address as Ipv4;
    } else if (name === 'port') remote.port = args.unsigned('Invalid port', 0xffff);
    else if (name === 'vni') remote.vni = args.unsigned('Invalid VNI', 0xffffff);
    else if (name === 'via') {
      args.take();
      remote.via = args.deviceIndex('Device does not exist\n');
    } else if (name === 'vlan') {
      if (vlan !== undefined) session.duplicate('vlan', args.index);
      const number = leadingInteger(args.take(), 16);
      // Those below 0 are none.
      vlan = number < 0 ? undefined : number;
    } else if (name === undefined || name === 'help') {
      if (args.word === 'to') args.take();
      if (args.help) usage(session, index);
      if (macAt !== undefined) session.garbage('to', args.index);
      macAt = args.index;
    } else if (name === 'nhid' || name === 'src_vni') args.take();
    else given.add(name);
  }
  const kept = given.has('static') || given.has('dynamic');
  const kind = given.has('permanent') || !kept ? 'permanent' : given.has('dynamic') ? 'learned' : 'static';
  const master = given.has('master');
  return {
    deviceAt,
    macAt,
    kind,
    master,
    self: given.has('self') || !master,
    remote: hasAddress(remote) ? remote : undefined,
    vlan,
    given,
  };
}

function hasAddress(remote: Partial<Remote>): remote is Remote {
  return remote.address !== undefined;
}

/** `bridge fdb add`, `append`, `replace` and `delete`. */
export function modifyEntry(session: Session, index: number, mode: FdbMode): number {
  const { deviceAt, macAt, kind, self, master, remote, vlan, given } = read(session, index);
  const { argv, kernel, netns } = session;
  if (deviceAt === undefined || macAt === undefined) {
    session.error('Device and address are required arguments.\n', index);
    return EXIT_MINUS_ONE;
  }
  const mac = parseFdbMac(argv[macAt]!);
  if (mac === undefined) {
    session.error(`Invalid mac address ${argv[macAt]}\n`, macAt);
    return EXIT_MINUS_ONE;
  }
  const ifindex = session.ifindexOf(argv[deviceAt]!);
  if (ifindex === undefined) {
    session.noDevice(deviceAt);
    return EXIT_MINUS_ONE;
  }
  const flags = {
    replace: mode === 'replace',
    append: mode === 'append',
    sticky: given.has('sticky'),
    externLearn: given.has('extern_learn'),
    use: given.has('use'),
  };
  const place = {
    ifindex,
    mac,
    self,
    master,
    ...(vlan === undefined ? {} : { vlan }),
    ...(remote === undefined ? {} : { remote }),
  };
  const result =
    mode === 'delete' ? kernel.fdb.delete(netns, place) : kernel.fdb.add(netns, { ...place, kind, ...flags });
  if (result.ok) return 0;
  session.refused(result.error, result.error.errno === 'EOPNOTSUPP' ? deviceAt : macAt);
  return EXIT_MINUS_ONE;
}
