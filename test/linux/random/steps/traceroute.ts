import fc from 'fast-check';
import { address, from, line, maybe, type Words } from '../words.ts';

const option = from(
  '-I',
  '-T',
  '-U',
  '-F',
  '-4',
  '-f 2',
  '-f 9',
  '-p 80',
  '-p 0',
  '-N 1',
  '-N 3',
  '-q 2',
  '-q 11',
  '-m 256',
  '-z 0.445',
  '-w x',
);

/** The ways of packets: traceroute and tracepath. */
export const traceroute = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}traceroute -n -q 1 -w 0.89 -m 4 ${address}`,
    line`${exec}traceroute -n -q 1 -w 0.89 -m 3 ${option}${maybe(option)} ${address}${maybe(from('40', '1400', '9000', 'x'), 8)}`,
    line`${exec}traceroute -n -q 1 -w 0.89 -m 3 -i ${dev} ${address}`,
    line`${exec}traceroute -n -q 1 -w 0.89 -m 3 -s ${address} ${address}`,
    line`${exec}tracepath -n -m ${from('1', '2', '3', '0', 'x')}${maybe(from('-l 1000', '-l 9000', '-l 20', '-p 80', '-4', '-b'), 2)} ${address}`,
  );
