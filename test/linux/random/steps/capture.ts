import fc from 'fast-check';
import { address, from, line, type Words } from '../words.ts';

const filter = fc.oneof(
  from('arp or icmp', 'icmp', 'arp', 'ip', 'icmp[0] = 8', 'bogus filter'),
  line`host ${address}`,
  line`arp or src host ${address}`,
);

/**
 * A capture in the background while something is sent, once requests of before have failed. No ping ends
 * when a request is repeated, which is each second.
 * Bytes are shown of ARP only: those of a ping hold times and ids of chance.
 */
export const capture = ({ exec, dev }: Words) =>
  line`sleep 2.89
capture ${exec}timeout 5 tcpdump -n -i ${dev} -c ${from('1', '2', '4', '9')} ${fc.oneof(
    line`${from('', '-t ', '-e ', '-v ', '-q ', '-t -e -v ')}${filter}`,
    from('-x arp', '-X arp', '-xx arp'),
  )}
x ${exec}ping -c 1 -W 0.89 ${address}
x ping -c 1 -W 0.89 ${address}
captured`;
