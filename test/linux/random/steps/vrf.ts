import fc from 'fast-check';
import { address, fixedMac, from, line, prefix, type Words } from '../words.ts';
import { hop } from './route.ts';

/** Devices that stand for a routing table, and dummies. */
export const vrf = (words: Words) => {
  const { ip, dev, exec } = words;
  return fc.oneof(
    line`${ip} link add vrf0 address ${fixedMac} type vrf table ${from('10', '10', '100', 'main', '0', 'x')}`,
    line`${ip} link set vrf0 ${from('up', 'up', 'down', 'mtu 1400', 'type vrf table 9')}`,
    line`${ip} link set ${dev} ${from('master vrf0', 'master vrf0', 'vrf vrf0', 'nomaster')}`,
    line`${ip} route add ${prefix} ${hop(words)} ${from('vrf vrf0', 'table 10')}`,
    line`${ip} route ${from('show', 'get 10.0.0.1')} vrf ${from('vrf0', 'nope')}`,
    line`${exec}ip vrf exec vrf0 ping -c 1 -W 0.89 ${address}`,
    line`${ip} vrf${from('', ' show', ' show vrf0', ' bogus')}`,
    line`${ip} link add dm0 address ${fixedMac} type dummy`,
    line`${ip} link set dm0 ${from('up', 'up', 'down', 'mtu 9000', 'arp on', 'master br0', 'master vrf0')}`,
    line`${ip} addr add 10.0.${from('0', '3', '7')}.7/24 dev dm0`,
    line`${exec}ping -c 1 -W 0.89 -I vrf0 ${address}`,
  );
};
