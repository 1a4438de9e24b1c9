import fc from 'fast-check';
import { cidr, fixedMac, from, line, maybe, type Words } from '../words.ts';

/** Devices of several ports. */
export const bond = ({ ip, dev, exec }: Words) =>
  fc.oneof(
    line`${ip} link add bond0 address ${fixedMac} type bond${maybe(line`mode ${from('active-backup', 'balance-xor', 'balance-rr', '1', 'bogus')}`, 2)}${maybe(from('miimon 100', 'miimon x', 'primary v0', 'lacp_rate fast'), 2)}`,
    line`${ip} link set ${dev} down`,
    line`${ip} link set ${dev} master bond0`,
    line`${ip} link set ${dev} nomaster`,
    line`${ip} link set bond0 ${from('up', 'up', 'down', 'mtu 1400')}`,
    line`${ip} link set bond0 type bond ${from('miimon 50', 'mode active-backup', 'primary v0', 'active_slave v1', 'fail_over_mac active', 'num_grat_arp 3', 'xmit_hash_policy layer3+4', 'xmit_hash_policy bogus', 'resend_igmp 300')}`,
    line`${ip} addr add ${cidr} dev bond0`,
    line`${exec}cat /proc/net/bonding/bond0`,
  );
