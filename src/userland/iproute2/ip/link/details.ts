import type { BridgeInfo, LinkInfo, PortInfo } from '../../../../kernel/link/requests.ts';
import type { Printer } from '../../printer.ts';
import type { Session } from '../../session.ts';
import { KIND_WORDS } from './kinds/index.ts';

const STATES = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

/** A number with its name in front, the most frequent kind of detail. */
function count(out: Printer, key: string, value: number, name: string = key): void {
  out.field(key, value, `${name} ${value} `);
}

function onOff(out: Printer, key: string, value: boolean, name: string = key): void {
  out.field(key, value, `${name} ${value ? 'on' : 'off'} `);
}

function timer(out: Printer, name: string, hundredths = 0): void {
  const seconds = Math.floor(hundredths / 100);
  const rest = String(Math.floor(hundredths % 100)).padStart(2, '0');
  out.rawField(name, `${seconds}.${rest}`, `${name} ${String(seconds).padStart(4)}.${rest} `);
}

/** A bridge id as ip prints it: octets of the address without leading zeros. */
function formatBridgeId(id: string): string {
  const [priority, mac] = id.split('.');
  if (mac === undefined) return id;
  const octets = mac.includes(':') ? mac.split(':') : (mac.match(/../g) ?? []);
  return `${priority}.${octets.map((octet) => Number.parseInt(octet, 16).toString(16)).join(':')}`;
}

/** What `-d` adds to a device. */
export function printDetails(session: Session, link: LinkInfo, asLink: boolean): void {
  const { out } = session;
  const listens = link.port === undefined ? 0 : 1;
  const promiscuity =
    listens + link.captures + (link.promisc ? 1 : 0) + link.promiscHolders + (link.up && link.listensToOthers ? 1 : 0);
  const allmulti = listens + (link.allmulti ? 1 : 0);
  out.field('promiscuity', promiscuity, ` promiscuity ${promiscuity} `);
  out.field('allmulti', allmulti, ` allmulti ${allmulti} `);
  count(out, 'min_mtu', link.minMtu, 'minmtu');
  count(out, 'max_mtu', link.maxMtu, 'maxmtu');
  if (link.kind !== 'loopback' && link.kind !== 'ethernet') printKind(out, link, bridgeIdOf(session, link));
  if (asLink && link.inet6) out.field('inet6_addr_gen_mode', 'eui64', 'addrgenmode eui64 ');
  count(out, 'num_tx_queues', link.queues, 'numtxqueues');
  count(out, 'num_rx_queues', link.queues, 'numrxqueues');
  count(out, 'gso_max_size', 65536);
  count(out, 'gso_max_segs', 65535);
  count(out, 'tso_max_size', link.tsoMaxSize);
  count(out, 'tso_max_segs', 65535);
  count(out, 'gro_max_size', 65536);
}

/** The id of the bridge a port belongs to, which is the designated one as long as nobody else is root. */
function bridgeIdOf(session: Session, { master }: LinkInfo): string {
  const bridge = master === undefined ? undefined : session.kernel.link.get(session.netns, master.ifindex)?.bridge;
  return bridge?.bridgeId ?? '';
}

function printKind(out: Printer, link: LinkInfo, bridgeId: string): void {
  out.openObject('linkinfo');
  out.newline();
  out.field('info_kind', link.kind, `    ${link.kind} `);
  if (link.bridge !== undefined) {
    out.openObject('info_data');
    printBridge(out, link.bridge);
    out.closeObject();
  }
  const { print } = KIND_WORDS[link.kind] ?? {};
  if (print !== undefined) {
    out.openObject('info_data');
    print(out, link);
    out.closeObject();
  }
  if (link.port !== undefined) {
    out.newline();
    out.field('info_slave_kind', 'bridge', '    bridge_slave ');
    out.openObject('info_slave_data');
    printPort(out, link.port, bridgeId);
    out.closeObject();
  }
  out.closeObject();
}

function printBridge(out: Printer, bridge: BridgeInfo): void {
  count(out, 'forward_delay', bridge.forwardDelay);
  count(out, 'hello_time', bridge.helloTime);
  count(out, 'max_age', bridge.maxAge);
  count(out, 'ageing_time', bridge.ageingTime);
  count(out, 'stp_state', bridge.stp ? 1 : 0);
  count(out, 'priority', bridge.priority);
  count(out, 'vlan_filtering', bridge.vlanFiltering ? 1 : 0);
  // iproute2 6.1 prints the bridge's own id as the root's too.
  const id = formatBridgeId(bridge.bridgeId);
  out.field('bridge_id', id, `bridge_id ${id} `);
  out.field('root_id', id, `designated_root ${id} `);
  count(out, 'root_port', bridge.rootPort);
  count(out, 'root_path_cost', bridge.rootPathCost);
  count(out, 'topology_change', 0);
  count(out, 'topology_change_detected', 0);
  for (const name of ['hello_timer', 'tcn_timer', 'topology_change_timer']) timer(out, name);
  timer(out, 'gc_timer', bridge.gcTimer / 10_000);
  out.field('group_fwd_mask', '0', 'group_fwd_mask 0 ');
  out.field('group_addr', '01:80:c2:00:00:00', 'group_address 01:80:c2:00:00:00 ');
  printMulticast(out);
  for (const name of ['nf_call_iptables', 'nf_call_ip6tables', 'nf_call_arptables']) count(out, name, 0);
}

/** The defaults of multicast snooping, which cannot be changed here. */
function printMulticast(out: Printer): void {
  count(out, 'mcast_snooping', 1);
  count(out, 'no_linklocal_learn', 0);
  count(out, 'mcast_vlan_snooping', 0);
  count(out, 'mcast_router', 1);
  count(out, 'mcast_query_use_ifaddr', 0);
  count(out, 'mcast_querier', 0);
  count(out, 'mcast_hash_elasticity', 16);
  count(out, 'mcast_hash_max', 4096);
  count(out, 'mcast_last_member_cnt', 2, 'mcast_last_member_count');
  count(out, 'mcast_startup_query_cnt', 2, 'mcast_startup_query_count');
  count(out, 'mcast_last_member_intvl', 100, 'mcast_last_member_interval');
  count(out, 'mcast_membership_intvl', 26000, 'mcast_membership_interval');
  count(out, 'mcast_querier_intvl', 25500, 'mcast_querier_interval');
  count(out, 'mcast_query_intvl', 12500, 'mcast_query_interval');
  count(out, 'mcast_query_response_intvl', 1000, 'mcast_query_response_interval');
  count(out, 'mcast_startup_query_intvl', 3124, 'mcast_startup_query_interval');
  count(out, 'mcast_stats_enabled', 0);
  count(out, 'mcast_igmp_version', 2);
  count(out, 'mcast_mld_version', 1);
}

function printPort(out: Printer, port: PortInfo, bridgeId: string): void {
  const id = (port.priority << 10) | port.number;
  const designated = formatBridgeId(port.designatedBridge ?? bridgeId);
  out.field('state', port.state, `state ${STATES.includes(port.state) ? port.state : `(${port.state})`} `);
  count(out, 'priority', port.priority);
  count(out, 'cost', port.cost);
  onOff(out, 'hairpin', port.hairpin);
  onOff(out, 'guard', port.guard);
  onOff(out, 'root_block', false);
  onOff(out, 'fastleave', false);
  onOff(out, 'learning', port.learning);
  onOff(out, 'flood', port.flood);
  out.field('id', `0x${id.toString(16)}`, `port_id 0x${id.toString(16)} `);
  out.field('no', `0x${port.number.toString(16)}`, `port_no 0x${port.number.toString(16)} `);
  count(out, 'designated_port', id);
  count(out, 'designated_cost', 0);
  out.field('bridge_id', designated, `designated_bridge ${designated} `);
  out.field('root_id', designated, `designated_root ${designated} `);
  for (const name of ['hold_timer', 'message_age_timer']) timer(out, name);
  timer(out, 'forward_delay_timer', port.forwardDelayTimer / 10_000);
  count(out, 'topology_change_ack', 0);
  count(out, 'config_pending', 0);
  onOff(out, 'proxy_arp', false);
  onOff(out, 'proxy_arp_wifi', false);
  count(out, 'multicast_router', 1, 'mcast_router');
  out.text('mcast_fast_leave off ');
  onOff(out, 'mcast_flood', true);
  onOff(out, 'bcast_flood', true);
  onOff(out, 'mcast_to_unicast', false);
  onOff(out, 'neigh_suppress', false);
  out.field('group_fwd_mask', '0', 'group_fwd_mask 0 ');
  out.field('group_fwd_mask_str', '0x0', 'group_fwd_mask_str 0x0 ');
  onOff(out, 'vlan_tunnel', false);
  onOff(out, 'isolated', port.isolated);
  onOff(out, 'locked', false);
}
