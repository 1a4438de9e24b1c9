import fc from 'fast-check';
import { address, from, line, maybe, type Words } from '../words.ts';

/** A capture in the background while something is sent. */
export const capture = ({ exec, dev }: Words) =>
  line`capture ${exec}timeout 5 tcpdump -n${from('', ' -t', ' -e', ' -v', ' -q', ' -x', ' -t -e -v')} -i ${dev} -c ${from('1', '2', '4', '9')} ${fc.oneof(from('arp or icmp', 'icmp', 'arp', 'ip', 'icmp[0] = 8', 'bogus filter'), line`host ${address}`, line`arp or src host ${address}`)}${maybe(fc.constant(''))}
x ${exec}ping -c 1 -W 1 ${address}
x ping -c 1 -W 1 ${address}
captured`;
