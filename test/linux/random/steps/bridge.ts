import fc from 'fast-check';
import { from, line, mac, maybe, number, type Words } from '../words.ts';

const onOff = from('on', 'off', 'on', 'off', 'x', '1');
const portFlag = from(
  'guard',
  'hairpin',
  'fastleave',
  'root_block',
  'learning',
  'flood',
  'mcast_flood',
  'bcast_flood',
  'mcast_to_unicast',
  'neigh_suppress',
  'isolated',
  'locked',
);

/** `bridge`, and `ip` for bridges and their ports, that change something. */
export const bridge = ({ ip, dev, exec }: Words) =>
  fc.oneof(
    line`${exec}bridge fdb ${from('add', 'add', 'del', 'replace', 'append')} ${mac} dev ${dev} ${from('master', 'self', 'master static', 'master temp', 'master dynamic', 'master sticky', 'master extern_learn', 'self permanent', '')}`,
    line`${exec}bridge fdb flush dev ${dev}${maybe(from('permanent', 'static', 'dynamic', 'nodynamic', 'brport v0', 'self', 'master', 'sticky'), 2)}`,
    line`${exec}bridge link set dev ${dev} ${portFlag} ${onOff}`,
    line`${exec}bridge link set dev ${dev} ${from('cost 10', 'cost 0', 'priority 8', 'priority 64', 'state 0', 'state forwarding', 'state 9', 'mcast_router 2', 'mcast_router 7', 'backup_port v1', 'nobackup_port', 'hwmode vepa', 'self', 'cost x')}`,
    line`${exec}bridge mdb ${from('add', 'add', 'del')} dev br0 port ${dev} grp ${from('239.1.1.1', '239.1.1.2', '224.0.0.1', '10.0.0.1', 'ff05::1', 'x')}${maybe(from('permanent', 'temp', 'vid 5', 'src 10.0.0.1'), 2)}`,
    line`${ip} link set br0 type bridge ${from('ageing_time 20000', 'forward_delay 400', 'hello_time 100', 'priority 4096', 'max_age 3000', 'forward_delay 1', 'mcast_snooping 0', 'mcast_querier 1', 'mcast_router 2', 'group_fwd_mask 8', 'mcast_igmp_version 3', 'mcast_hash_max 512', 'no_linklocal_learn 1', 'nf_call_iptables 1')}`,
    line`${ip} link set ${dev} type bridge_slave ${portFlag} ${onOff}`,
    line`${ip} link set ${dev} type bridge_slave ${from('cost 5', 'priority 3', 'state 3', 'mcast_router 0', 'group_fwd_mask 8')}`,
    line`q ${ip} link set ${dev} type bridge_slave bogus`,
    line`${exec}bridge ${number}`,
  );

/** The same, that only look. */
export const lookBridge = ({ exec, dev, ip }: Words) =>
  fc.oneof(
    line`${exec}bridge ${from('', '-d ', '-j ', '-j -p ', '-o ', '-s ', '-d -j ')}link${maybe(line`show dev ${dev}`)}`,
    line`lines ${exec}bridge ${from('', '-d ', '-o ')}fdb${maybe(from('show', 'show br br0', 'show dynamic', 'show state static', 'show state permanent', 'show state x', 'show vlan 5'), 2)}`,
    line`lines ${exec}bridge fdb show ${from('dev', 'brport')} ${dev}`,
    line`${exec}bridge ${from('', '-j ')}fdb get ${mac} ${fc.oneof(line`dev ${dev}`, from('br br0', 'dev'))}${maybe(from('self', 'master', 'vlan 5'))}`,
    line`lines ${exec}bridge ${from('', '-d ')}mdb${maybe(from('show', 'show dev br0', 'show dev nope', 'show vid 5'))}`,
    line`${ip} ${from('-d', '-d -j')} link show type ${from('bridge', 'bridge_slave')}`,
    line`${ip} -d link show master br0`,
  );
