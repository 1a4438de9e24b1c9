import { BRIDGE_VLAN_GLOBAL_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import type { VlanMulticast } from '../../../kernel/link/bridge-multicast.ts';
import type { BridgeVlanGlobals } from '../../../kernel/link/requests.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { parseUnsigned } from '../number.ts';
import type { Session } from '../session.ts';
import { deviceWord } from './link.ts';
import { readVid, type VidWords } from './vlan.ts';
import { INDENT, NAME_WIDTH, wantedVlan } from './vlan-show.ts';

/** The words of what can be set, in the order they are shown in; switches are told as 0 and 1. */
const SETTINGS: readonly (readonly [word: string, field: keyof VlanMulticast])[] = [
  ['mcast_snooping', 'snooping'],
  ['mcast_querier', 'querier'],
  ['mcast_igmp_version', 'igmpVersion'],
  ['mcast_mld_version', 'mldVersion'],
  ['mcast_last_member_count', 'lastMemberCount'],
  ['mcast_last_member_interval', 'lastMemberInterval'],
  ['mcast_startup_query_count', 'startupQueryCount'],
  ['mcast_startup_query_interval', 'startupQueryInterval'],
  ['mcast_membership_interval', 'membershipInterval'],
  ['mcast_querier_interval', 'querierInterval'],
  ['mcast_query_interval', 'queryInterval'],
  ['mcast_query_response_interval', 'queryResponseInterval'],
];
const FIELDS = new Map(SETTINGS);
const SWITCHES = new Set<keyof VlanMulticast>(['snooping', 'querier']);

/** `bridge vlan global show`. */
export function showGlobals(session: Session, index: number): number {
  const { out, kernel, netns } = session;
  const at = deviceWord(session, index);
  const ifindex = at === undefined ? undefined : session.ifindexOf(session.argv[at]!);
  if (at !== undefined && ifindex === undefined) {
    session.noDevice(at);
    return EXIT_MINUS_ONE;
  }
  const vid = wantedVlan(session, index);
  out.openDocument();
  out.text('port              vlan-id  \n');
  for (const { ifindex: owner, dev, vlans } of kernel.bridgeVlan.globals(netns)) {
    if (ifindex !== undefined && owner !== ifindex) continue;
    const shown = vlans.filter(({ first, last }) => vid === undefined || (first <= vid && vid <= last));
    if (shown.length > 0) printBridge(session, dev, shown);
  }
  out.closeDocument();
  return 0;
}

function printBridge(session: Session, dev: string, vlans: BridgeVlanGlobals['vlans']): void {
  const { out } = session;
  out.openObject();
  out.field('ifname', dev, session.paint('ifname', `${dev.padEnd(NAME_WIDTH)}  `));
  out.openArray('vlans');
  vlans.forEach(({ first, last, multicast }, i) => {
    if (i > 0) out.text(INDENT);
    out.openObject();
    out.field('vlan', first, `${first}`);
    if (last !== first) out.field('vlanEnd', last, `-${last}`);
    out.newline();
    out.text(`${INDENT}  `);
    for (const [word, field] of SETTINGS) {
      const value = Number(multicast[field]);
      out.field(word, value, `${word} ${value} `);
    }
    out.newline();
    out.closeObject();
  });
  out.closeArray();
  out.closeObject();
}

/** `bridge vlan global set`. Words that mean nothing are passed over. */
export function setGlobals(session: Session, index: number): number {
  const args = new Arguments(session, BRIDGE_VLAN_GLOBAL_OPTIONS, index);
  const vid: VidWords = { first: 0, last: 0 };
  const multicast: { -readonly [K in keyof VlanMulticast]?: number | boolean } = {};
  let deviceAt: number | undefined;
  while (args.next()) {
    const name = args.row?.name;
    const field = FIELDS.get(name ?? '');
    if (name === 'dev') {
      args.take();
      deviceAt = args.index;
    } else if (name === 'vid') {
      args.take();
      if (!readVid(session, vid, args.index)) return EXIT_MINUS_ONE;
    } else if (field !== undefined) {
      const value = parseUnsigned(args.take()) ?? session.invalid(`invalid ${name}`, args.index);
      multicast[field] = SWITCHES.has(field) ? value !== 0 : value;
    }
  }
  if (deviceAt === undefined || vid.vidAt === undefined) {
    session.error('Device and VLAN ID are required arguments.\n', index);
    return EXIT_MINUS_ONE;
  }
  const ifindex = session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.error(`Cannot find network device "${session.argv[deviceAt]}"\n`, deviceAt);
    return EXIT_MINUS_ONE;
  }
  const change = { ifindex, first: vid.first, last: vid.last, multicast: multicast as Partial<VlanMulticast> };
  const result = session.kernel.bridgeVlan.setGlobals(session.netns, change);
  if (result.ok) return 0;
  session.refused(result.error, vid.vidAt);
  return EXIT_MINUS_ONE;
}
