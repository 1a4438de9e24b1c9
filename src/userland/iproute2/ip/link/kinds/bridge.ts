import type { BridgeInfo, PortInfo } from '../../../../../kernel/link/requests.ts';
import { formatMac } from '../../../../../net/mac.ts';
import { ETH_P_8021AD } from '../../../../../net/vlan.ts';
import type { Printer } from '../../../printer.ts';
import { count } from './count.ts';
import type { KindDetails } from './words.ts';

/** What `-d` shows of a bridge and of its ports. */
export const BRIDGE_DETAILS: KindDetails = {
  print: (out, { bridge }) => {
    if (bridge !== undefined) printBridge(out, bridge);
  },
  printPort: (out, { port }) => {
    if (port !== undefined) printPort(out, port);
  },
};

const STATES = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

function onOff(out: Printer, key: string, value: boolean, name: string = key): void {
  out.field(key, value, `${name} ${value ? 'on' : 'off'} `);
}

function timer(out: Printer, name: string, microseconds: number): void {
  const hundredths = microseconds / 10_000;
  const seconds = Math.floor(hundredths / 100);
  const rest = String(Math.floor(hundredths % 100)).padStart(2, '0');
  out.rawField(name, `${seconds}.${rest}`, `${name} ${String(seconds).padStart(4)}.${rest} `);
}

/** A bridge id as ip prints it: octets of the address without leading zeros. */
function formatBridgeId(id: string): string {
  const [priority, mac = ''] = id.split('.');
  const octets = mac.match(/../g) ?? [];
  return `${priority}.${octets.map((octet) => Number.parseInt(octet, 16).toString(16)).join(':')}`;
}

function printBridge(out: Printer, bridge: BridgeInfo): void {
  count(out, 'forward_delay', bridge.forwardDelay);
  count(out, 'hello_time', bridge.helloTime);
  count(out, 'max_age', bridge.maxAge);
  count(out, 'ageing_time', bridge.ageingTime);
  count(out, 'stp_state', bridge.stp ? 1 : 0);
  count(out, 'priority', bridge.priority);
  count(out, 'vlan_filtering', bridge.vlanFiltering ? 1 : 0);
  if (bridge.usesVlans) {
    const protocol = bridge.vlanProtocol === ETH_P_8021AD ? '802.1ad' : '802.1Q';
    out.field('vlan_protocol', protocol, `vlan_protocol ${protocol} `);
  }
  // iproute2 6.1 prints the bridge's own id as the root's too.
  const id = formatBridgeId(bridge.bridgeId);
  out.field('bridge_id', id, `bridge_id ${id} `);
  out.field('root_id', id, `designated_root ${id} `);
  count(out, 'root_port', bridge.rootPort);
  count(out, 'root_path_cost', bridge.rootPathCost);
  count(out, 'topology_change', Number(bridge.topologyChange));
  count(out, 'topology_change_detected', Number(bridge.topologyChangeDetected));
  timer(out, 'hello_timer', bridge.helloTimer);
  timer(out, 'tcn_timer', bridge.tcnTimer);
  timer(out, 'topology_change_timer', bridge.topologyChangeTimer);
  timer(out, 'gc_timer', bridge.gcTimer);
  if (bridge.usesVlans) {
    count(out, 'vlan_default_pvid', bridge.vlanDefaultPvid);
    count(out, 'vlan_stats_enabled', Number(bridge.vlanStats));
    count(out, 'vlan_stats_per_port', Number(bridge.vlanStatsPerPort));
  }
  printMask(out, bridge.groupFwdMask);
  const group = formatMac(bridge.groupAddress);
  out.field('group_addr', group, `group_address ${group} `);
  printMulticast(out, bridge);
  count(out, 'nf_call_iptables', Number(bridge.nfCallIptables));
  count(out, 'nf_call_ip6tables', Number(bridge.nfCallIp6tables));
  count(out, 'nf_call_arptables', Number(bridge.nfCallArptables));
}

/** A number as C's `%#x` prints it. */
const hexadecimal = (value: number): string => (value === 0 ? '0' : `0x${value.toString(16)}`);

function printMask(out: Printer, mask: number): void {
  const text = hexadecimal(mask);
  out.field('group_fwd_mask', text, `group_fwd_mask ${text} `);
}

function printMulticast(out: Printer, { multicast, noLinkLocalLearn }: BridgeInfo): void {
  count(out, 'mcast_snooping', Number(multicast.snooping));
  count(out, 'no_linklocal_learn', Number(noLinkLocalLearn));
  count(out, 'mcast_vlan_snooping', Number(multicast.vlanSnooping));
  count(out, 'mcast_router', multicast.router);
  count(out, 'mcast_query_use_ifaddr', Number(multicast.queryUseIfaddr));
  count(out, 'mcast_querier', Number(multicast.querier));
  // The kernel has given the elasticity up and always tells the same.
  count(out, 'mcast_hash_elasticity', 16);
  count(out, 'mcast_hash_max', multicast.hashMax);
  count(out, 'mcast_last_member_cnt', multicast.lastMemberCount, 'mcast_last_member_count');
  count(out, 'mcast_startup_query_cnt', multicast.startupQueryCount, 'mcast_startup_query_count');
  count(out, 'mcast_last_member_intvl', multicast.lastMemberInterval, 'mcast_last_member_interval');
  count(out, 'mcast_membership_intvl', multicast.membershipInterval, 'mcast_membership_interval');
  count(out, 'mcast_querier_intvl', multicast.querierInterval, 'mcast_querier_interval');
  count(out, 'mcast_query_intvl', multicast.queryInterval, 'mcast_query_interval');
  count(out, 'mcast_query_response_intvl', multicast.queryResponseInterval, 'mcast_query_response_interval');
  count(out, 'mcast_startup_query_intvl', multicast.startupQueryInterval, 'mcast_startup_query_interval');
  count(out, 'mcast_stats_enabled', Number(multicast.stats));
  count(out, 'mcast_igmp_version', multicast.igmpVersion);
  count(out, 'mcast_mld_version', multicast.mldVersion);
}

/** The group addresses that a mask lets pass, by name where they have one. */
function maskNames(mask: number): string {
  const names: Readonly<Record<number, string>> = { 1: 'stp', 4: 'lacp', 16384: 'lldp' };
  const bits = Array.from({ length: 16 }, (_, i) => 1 << i).filter((bit) => mask & bit);
  return bits.length === 0 ? '0x0' : bits.map((bit) => names[bit] ?? hexadecimal(bit)).join(',');
}

function printPort(out: Printer, port: PortInfo): void {
  const { id } = port;
  const designated = formatBridgeId(port.designatedBridge);
  const root = formatBridgeId(port.designatedRoot);
  out.field('state', port.state, `state ${STATES.includes(port.state) ? port.state : `(${port.state})`} `);
  count(out, 'priority', port.priority);
  count(out, 'cost', port.cost);
  onOff(out, 'hairpin', port.hairpin);
  onOff(out, 'guard', port.guard);
  onOff(out, 'root_block', port.rootBlock);
  onOff(out, 'fastleave', port.fastLeave);
  onOff(out, 'learning', port.learning);
  onOff(out, 'flood', port.flood);
  out.field('id', `0x${id.toString(16)}`, `port_id 0x${id.toString(16)} `);
  out.field('no', `0x${port.number.toString(16)}`, `port_no 0x${port.number.toString(16)} `);
  count(out, 'designated_port', port.designatedPort);
  count(out, 'designated_cost', port.designatedCost);
  out.field('bridge_id', designated, `designated_bridge ${designated} `);
  out.field('root_id', root, `designated_root ${root} `);
  timer(out, 'hold_timer', port.holdTimer);
  timer(out, 'message_age_timer', port.messageAgeTimer);
  timer(out, 'forward_delay_timer', port.forwardDelayTimer);
  count(out, 'topology_change_ack', Number(port.topologyChangeAck));
  count(out, 'config_pending', Number(port.configPending));
  onOff(out, 'proxy_arp', port.proxyArp);
  onOff(out, 'proxy_arp_wifi', port.proxyArpWifi);
  count(out, 'multicast_router', port.mcastRouter, 'mcast_router');
  out.text(`mcast_fast_leave ${port.fastLeave ? 'on' : 'off'} `);
  onOff(out, 'mcast_flood', port.mcastFlood);
  onOff(out, 'bcast_flood', port.bcastFlood);
  onOff(out, 'mcast_to_unicast', port.mcastToUnicast);
  onOff(out, 'neigh_suppress', port.neighSuppress);
  printMask(out, port.groupFwdMask);
  const names = maskNames(port.groupFwdMask);
  out.field('group_fwd_mask_str', names, `group_fwd_mask_str ${names} `);
  onOff(out, 'vlan_tunnel', port.vlanTunnel);
  onOff(out, 'isolated', port.isolated);
  onOff(out, 'locked', port.locked);
  if (port.backupPort !== undefined) out.field('backup_port', port.backupPort, `backup_port ${port.backupPort} `);
}
