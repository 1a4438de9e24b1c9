import { BRIDGE_OPTIONS, BRIDGE_SLAVE_OPTIONS } from '../../../../grammar/iproute2/link-kinds.ts';
import type {
  PortChange as PortRequest,
  PortState,
  BridgeChange as Request,
} from '../../../../kernel/link/requests.ts';
import { ETH_P_8021AD, ETH_P_8021Q } from '../../../../net/ethernet.ts';
import { Arguments } from '../../arguments.ts';
import { macOf } from '../../link-address.ts';
import type { Session } from '../../session.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type BridgeChange = Mutable<Request>;
export type PortChange = Mutable<PortRequest>;
type MulticastChange = Mutable<NonNullable<Request['multicast']>>;

/** Numbers of port states (BR_STATE_*). */
export const PORT_STATES: readonly PortState[] = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

const U8 = 0xff;
const U16 = 0xffff;
const U32 = 0xffffffff;
const U64 = Number.MAX_SAFE_INTEGER;

/** The words of `type bridge`: the greatest value and the field of the request. */
const BRIDGE_NUMBERS = {
  forward_delay: [U32, 'forwardDelay'],
  hello_time: [U32, 'helloTime'],
  max_age: [U32, 'maxAge'],
  ageing_time: [U32, 'ageingTime'],
  priority: [U16, 'priority'],
  group_fwd_mask: [U16, 'groupFwdMask'],
  vlan_default_pvid: [U16, 'vlanDefaultPvid'],
} as const;
const BRIDGE_SWITCHES = {
  stp_state: [U32, 'stp'],
  vlan_filtering: [U8, 'vlanFiltering'],
  vlan_stats_enabled: [U8, 'vlanStats'],
  vlan_stats_per_port: [U8, 'vlanStatsPerPort'],
  no_linklocal_learn: [U8, 'noLinkLocalLearn'],
  nf_call_iptables: [U8, 'nfCallIptables'],
  nf_call_ip6tables: [U8, 'nfCallIp6tables'],
  nf_call_arptables: [U8, 'nfCallArptables'],
} as const;
const MULTICAST_NUMBERS = {
  mcast_router: [U8, 'router'],
  mcast_hash_max: [U32, 'hashMax'],
  mcast_last_member_count: [U32, 'lastMemberCount'],
  mcast_startup_query_count: [U32, 'startupQueryCount'],
  mcast_last_member_interval: [U64, 'lastMemberInterval'],
  mcast_membership_interval: [U64, 'membershipInterval'],
  mcast_querier_interval: [U64, 'querierInterval'],
  mcast_query_interval: [U64, 'queryInterval'],
  mcast_query_response_interval: [U64, 'queryResponseInterval'],
  mcast_startup_query_interval: [U64, 'startupQueryInterval'],
  mcast_igmp_version: [U8, 'igmpVersion'],
  mcast_mld_version: [U8, 'mldVersion'],
} as const;
const MULTICAST_SWITCHES = {
  mcast_snooping: [U8, 'snooping'],
  mcast_vlan_snooping: [U8, 'vlanSnooping'],
  mcast_query_use_ifaddr: [U8, 'queryUseIfaddr'],
  mcast_querier: [U8, 'querier'],
  mcast_stats_enabled: [U8, 'stats'],
} as const;

/** The tag protocols of `vlan_protocol`. */
const VLAN_PROTOCOLS: Readonly<Record<string, number>> = { '802.1q': ETH_P_8021Q, '802.1ad': ETH_P_8021AD };

const isKey = <T extends object>(table: T, key: string): key is keyof T & string => Object.hasOwn(table, key);

/** Reads what stands behind `type bridge`; undefined after a complaint that ends the command with status 1. */
export function readBridge(session: Session, index: number): BridgeChange | undefined {
  const args = new Arguments(session, BRIDGE_OPTIONS, index);
  const change: BridgeChange = {};
  const multicast: MulticastChange = {};
  while (args.next()) {
    const name = args.row?.name ?? '';
    if (readMulticast(args, multicast, name)) change.multicast = multicast;
    else if (isKey(BRIDGE_NUMBERS, name)) {
      const [most, field] = BRIDGE_NUMBERS[name];
      change[field] = args.unsigned(`invalid ${name}`, most);
    } else if (isKey(BRIDGE_SWITCHES, name)) {
      const [most, field] = BRIDGE_SWITCHES[name];
      change[field] = args.unsigned(`invalid ${name}`, most) !== 0;
    } else if (name === 'mcast_hash_elasticity') args.unsigned(`invalid ${name}`);
    else if (name === 'fdb_flush') change.fdbFlush = true;
    else if (name === 'group_address') {
      const octets = args.take() === '' ? [] : args.linkAddress();
      if (octets === undefined) return undefined;
      // The kernel refuses what is not of six octets, as it does zero.
      change.groupAddress = octets.length === 6 ? macOf(octets) : 0;
    } else if (name === 'vlan_protocol') {
      change.vlanProtocol = args.named((word) => VLAN_PROTOCOLS[word.toLowerCase()], 'invalid vlan_protocol');
    } else {
      if (name !== 'help') session.error(`bridge: unknown command "${args.word}"?\n`, args.index);
      session.error(kindUsage('bridge', BRIDGE_OPTIONS));
      return undefined;
    }
  }
  return change;
}

function readMulticast(args: Arguments, change: MulticastChange, name: string): boolean {
  if (isKey(MULTICAST_NUMBERS, name)) {
    const [most, field] = MULTICAST_NUMBERS[name];
    change[field] = args.unsigned(`invalid ${name}`, most);
    return true;
  }
  if (!isKey(MULTICAST_SWITCHES, name)) return false;
  const [most, field] = MULTICAST_SWITCHES[name];
  change[field] = args.unsigned(`invalid ${name}`, most) !== 0;
  return true;
}

/** The words about ports that are on or off, and the field of the request. */
export const PORT_SWITCHES = {
  hairpin: 'hairpin',
  guard: 'guard',
  root_block: 'rootBlock',
  fastleave: 'fastLeave',
  mcast_fast_leave: 'fastLeave',
  learning: 'learning',
  flood: 'flood',
  mcast_flood: 'mcastFlood',
  bcast_flood: 'bcastFlood',
  mcast_to_unicast: 'mcastToUnicast',
  neigh_suppress: 'neighSuppress',
  vlan_tunnel: 'vlanTunnel',
  isolated: 'isolated',
  locked: 'locked',
  proxy_arp: 'proxyArp',
  proxy_arp_wifi: 'proxyArpWifi',
} as const;

/** Reads a word about a port that is on or off: false when it is none, undefined after a complaint. */
export function readPortSwitch(args: Arguments, change: PortChange, name: string): boolean | undefined {
  if (!isKey(PORT_SWITCHES, name)) return false;
  const value = args.oneOfOnOff(name);
  if (value === undefined) return undefined;
  change[PORT_SWITCHES[name]] = value;
  return true;
}

/** Reads what stands behind `type bridge_slave`; a number is the status of a complaint. */
export function readPort(session: Session, index: number): PortChange | number {
  const args = new Arguments(session, BRIDGE_SLAVE_OPTIONS, index);
  const change: PortChange = {};
  while (args.next()) {
    const name = args.row?.name ?? '';
    const read = readPortSwitch(args, change, name);
    if (read === undefined) return 1;
    if (read) continue;
    switch (name) {
      case 'state': {
        const state = args.unsigned('state is invalid', U8);
        change.state = PORT_STATES[state] ?? (state as unknown as PortState);
        break;
      }
      case 'priority':
        change.priority = args.unsigned('priority is invalid', U16);
        break;
      case 'cost':
        change.cost = args.unsigned('cost is invalid');
        break;
      case 'fdb_flush':
        change.fdbFlush = true;
        break;
      case 'mcast_router':
        change.mcastRouter = args.unsigned('invalid mcast_router', U8);
        break;
      case 'group_fwd_mask':
        change.groupFwdMask = args.unsigned('invalid group_fwd_mask', U16);
        break;
      case 'backup_port':
        args.take();
        change.backupPort = args.deviceIndex('Invalid backup_port');
        break;
      case 'nobackup_port':
        change.backupPort = 0;
        break;
      default:
        if (!args.help) session.error(`bridge_slave: unknown option "${args.word}"?\n`, args.index);
        session.error(kindUsage('bridge_slave', BRIDGE_SLAVE_OPTIONS));
        return 1;
    }
  }
  return change;
}

/** The words of a kind of device. */
export function kindUsage(
  kind: string,
  options: readonly { readonly name: string; readonly simulated?: false }[],
): string {
  const names = options.filter((option) => option.simulated !== false).map((option) => option.name);
  return `Usage: ip link { add | set } ... type ${kind} [ ${names.join(' | ')} ]\n`;
}
