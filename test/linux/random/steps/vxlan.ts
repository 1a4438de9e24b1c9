import fc from 'fast-check';
import { address, fixedMac, from, line, mac, maybe, type Words } from '../words.ts';

/** VXLAN devices and their stations. */
export const vxlan = ({ ip, dev, exec }: Words) =>
  fc.oneof(
    line`${ip} link add vx0 address ${fixedMac} type vxlan id ${from('42', '43', '42', 'x')} dstport ${from('4789', '4789', '0')} ${from('remote', 'remote', 'group')} ${fc.oneof(address, from('239.1.1.1'))} dev ${dev}${maybe(line`local ${address}`)}`,
    line`q ${ip} link add vx1 address ${fixedMac} type vxlan id ${from('42', '44')} dstport 4789${maybe(from('nolearning', 'ttl 5', 'ageing 100', 'tos inherit', 'df set', 'udpcsum', 'bogus'))}`,
    line`${ip} link set ${from('vx0', 'vx1')} type vxlan ${from('ttl 9', 'ageing 5', 'nolearning', 'id 9', 'learning')}`,
    line`${exec}bridge fdb ${from('add', 'append', 'replace', 'del')} ${mac} dev ${from('vx0', 'vx1')} dst ${address}${maybe(from('self', 'vni 43', 'port 4790', 'permanent'))}`,
    line`${ip} link set ${from('vx0', 'vx1')} up`,
    line`${ip} link set ${from('vx0', 'vx1')} master br0`,
  );
