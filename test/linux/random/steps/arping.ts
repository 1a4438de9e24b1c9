import fc from 'fast-check';
import { address, from, line, maybe, type Words } from '../words.ts';

const option = from('-q', '-b', '-f', '-D', '-U', '-A', '-D -f', '-c x', '-i 0', '-V', '-U -b', '-A -q');

/** Requests of ARP. */
export const arping = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}arping -c 1 -w 1 -I ${dev} ${address}`,
    line`${exec}arping -c 1 -w 1 ${option}${maybe(option)} -I ${dev} ${address}`,
    line`${exec}arping -c 2 -w 2 -s ${address} -I ${dev} ${address}`,
    line`${exec}arping -c 1 -w 1 ${address}`,
    line`${exec}arping -c 2 -I ${dev} ${from('-w 3 ', '-w 3 -f ', '')}${address}`,
  );
