import fc from 'fast-check';
import { cidr, fixedMac, from, line, maybe, type Words } from '../words.ts';

/** 802.1Q devices, and bridges that keep VLANs apart. */
export const vlan = ({ ip, dev, exec }: Words) =>
  fc.oneof(
    line`${ip} link add link ${dev} name vlan5 type vlan id ${from('5', '5', '6', '0', '4095', '4096', 'x')}${maybe(from('protocol 802.1ad', 'reorder_hdr off', 'loose_binding on', 'ingress-qos-map 1:2', 'egress 5:6', 'bogus'))}`,
    line`${ip} link add link ${dev} name vlan6 address ${fixedMac} type vlan id 6`,
    line`${ip} link set ${from('vlan5', 'vlan6')} ${from('up', 'up', 'down', 'mtu 1400', 'mtu 1600', 'type vlan reorder_hdr off', 'type vlan egress 1:2', 'master br0', 'nomaster')}`,
    line`${ip} addr add ${cidr} dev ${from('vlan5', 'vlan6')}`,
    line`${ip} link set br0 type bridge vlan_filtering ${from('1', '1', '0')}`,
    line`${ip} link set br0 type bridge ${from('vlan_default_pvid 7', 'vlan_default_pvid 0', 'vlan_protocol 802.1ad', 'vlan_stats_enabled 1')}`,
    line`${exec}bridge vlan ${from('add', 'add', 'del')} dev ${dev} vid ${from('5', '5', '6', '2-4', '1', '0', '4095', 'x', '4-2')}${maybe(from('pvid', 'untagged', 'pvid untagged', 'self', 'master', 'tagged', 'bogus'), 2)}`,
  );

export const lookVlan = ({ exec, ip, dev }: Words) =>
  fc.oneof(
    line`${exec}bridge ${from('', '-c ', '-j ', '-d ')}vlan${from('', ' show')}`,
    line`${exec}bridge vlan show ${fc.oneof(line`dev ${dev}`, from('vid 5', 'dev bogus', 'bogus'))}`,
    line`${ip} -d link show type ${from('vlan', 'bridge')}`,
  );
