import fc from 'fast-check';
import { cidr, fixedMac, from, line, mac, maybe, type Words } from '../words.ts';

/** Stations on one device, and ifb. */
export const macvlan = ({ ip, dev, netns }: Words) =>
  fc.oneof(
    line`${ip} link add link ${dev} name mv0 address ${fixedMac} type macvlan${maybe(line`mode ${from('bridge', 'private', 'vepa', 'passthru', 'source', 'bogus')}`, 2)}`,
    line`${ip} link add mv1 link ${dev} address ${fixedMac} type macvlan mode bridge`,
    line`${ip} link add link ${dev} name mv0 netns ${netns} address ${fixedMac} type macvlan mode bridge`,
    line`${ip} link set ${from('mv0', 'mv1')} type macvlan ${from('mode bridge', 'mode vepa', 'mode source', 'macaddr flush')}`,
    line`${ip} link set mv0 type macvlan macaddr ${from('add', 'del')} ${mac}`,
    line`${ip} link set ${from('mv0', 'mv1')} ${from('up', 'up', 'down', 'mtu 1400')}`,
    line`${ip} addr add ${cidr} dev ${from('mv0', 'mv1')}`,
    line`${ip} link add ifb0 address ${fixedMac} type ifb`,
    line`${ip} link set ifb0 ${from('up', 'down', 'mtu 1400')}`,
  );
