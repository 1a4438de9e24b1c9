import fc from 'fast-check';
import { address, from, line, maybe, type Words } from '../words.ts';

const option = from(
  '-s 2000',
  '-s 2000 -M do',
  '-s 1472 -M do',
  '-s 0',
  '-s 65508',
  '-s x',
  '-M bogus',
  '-t 1',
  '-t 256',
  '-I lo',
  '-b',
  '-q',
  '-a',
  '-v',
  '-O',
  '-L',
  '-B',
  '-d',
  '-4',
  '-Q 0x10',
  '-Q 256',
  '-p ff',
  '-p 0123456789abcdef0123456789abcdef',
  '-p x',
  '-e 7',
  '-l 3',
  '-l x',
  '-S 3000',
  '-m 1',
  '-f',
  '-i 0.001',
  '-c 0',
  '-V',
);

/** Echo requests, with options of every kind. */
export const ping = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}ping -c 1 -W 0.89 ${address}`,
    line`${exec}ping -c 2 -i 0.445 -W 0.89 -n ${address}`,
    line`${exec}ping -c 3 -i 0.445 -W 0.89 ${option} ${address}`,
    line`${exec}ping -c 1 -W 0.89 ${option}${maybe(option)} ${address}`,
    line`${exec}ping -c 1 -W 0.89 -I ${fc.oneof(dev, address)} ${address}`,
    line`${exec}ping -c 1 -W 0.89 ${from('nope.invalid', '10.0.0', '10.0.0.300', '1', '')}`,
  );
