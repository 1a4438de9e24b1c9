import fc from 'fast-check';
import { address, from, line, type Words } from '../words.ts';

export const packets = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}ping -c 1 -W 1 ${address}`,
    line`${exec}ping -c 2 -i 0.2 -W 1 -n ${address}`,
    line`${exec}ping -c 1 -W 1 ${from('-s 2000', '-s 2000 -M do', '-t 1', '-I lo', '-b', '-q')} ${address}`,
    line`${exec}ping -c 1 -W 1 -I ${fc.oneof(dev, address)} ${address}`,
    line`${exec}arping -c 1 -w 1 -I ${dev} ${address}`,
    line`${exec}traceroute -n -q 1 -w 1 -m 4 ${address}`,
  );
