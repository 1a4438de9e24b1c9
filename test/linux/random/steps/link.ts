import fc from 'fast-check';
import { fixedMac, from, line, mac, name, number, type Words } from '../words.ts';

export const linkSet = ({ ip, dev, netns }: Words) =>
  fc.oneof(
    line`${ip} link set ${dev} ${from('up', 'down', 'up', 'down', 'promisc on', 'promisc off', 'arp off', 'arp on', 'nomaster', 'multicast off', 'allmulticast on', 'bogus')}`,
    line`${ip} link set dev ${dev} mtu ${from('1400', '1500', '68', '67', '9000', '65535', '70000', '0', 'x')}`,
    line`${ip} link set ${dev} address ${mac}`,
    line`${ip} link set ${dev} name ${name}`,
    line`${ip} link set ${dev} alias ${from('uplink', 'x')}`,
    line`${ip} link set ${dev} txqueuelen ${number}`,
    line`${ip} link set ${dev} master ${from('br0', 'br1', 'v0', 'nope')}`,
    line`${ip} link set ${dev} netns ${netns}`,
    line`${ip} link set ${dev} ${from('mode dormant', 'mode default', 'state up', 'state dormant', 'addrgenmode none', 'gso_max_size 1000', 'gro_max_size 70', 'carrier off', 'protodown on')}`,
    line`${ip} link set ${dev} up mtu ${from('1400', '1280')}`,
  );

export const linkAdd = ({ ip, dev, netns }: Words) =>
  fc.oneof(
    line`${ip} link add ${name} address ${fixedMac} type veth peer name ${name} address ${fixedMac}`,
    line`${ip} link add ${name} address ${fixedMac} type veth peer name ${name} address ${fixedMac} netns ${netns}`,
    line`${ip} link add ${name} address ${fixedMac} type bridge`,
    line`${ip} link add name ${name} address ${fixedMac} type ${from('bridge', 'bogus', '')}`,
    line`${ip} link add ${name} address ${fixedMac} mtu ${from('1400', '60')} type bridge`,
    line`${ip} link add ${name} index ${number} address ${fixedMac} type bridge`,
    line`${ip} link del ${dev}`,
    line`${ip} link del ${dev} type ${from('veth', 'bridge')}`,
  );
