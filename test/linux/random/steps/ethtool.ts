import fc from 'fast-check';
import { from, line, maybe, type Words } from '../words.ts';

const feature = from(
  'rx',
  'tx',
  'sg',
  'tso',
  'gso',
  'gro',
  'lro',
  'rxvlan',
  'tx-nocache-copy',
  'hw-tc-offload',
  'bogus',
);

/** Features and rings that change. */
export const ethtool = ({ exec, dev }: Words) =>
  fc.oneof(
    line`q ${exec}ethtool -K ${dev} ${feature} ${from('on', 'off', 'off', 'x', '')}${maybe(line`${feature} off`)}`,
    line`q ${exec}ethtool ${from('-L', '-G', '-A', '-C', '-s', '-r', '-p')} ${dev}${maybe(from('rx 1', 'combined 2', 'speed 100', 'autoneg on', 'bogus 1'), 2)}`,
  );

/** What devices say of themselves. */
export const lookEthtool = ({ exec, dev }: Words) =>
  line`q ${exec}ethtool ${from('', '', '-k', '-i', '-P', '-a', '-c', '-g', '-T', '-x', '-d', '-e', '-m', '-n', '--show-eee', '--show-fec', '--show-priv-flags', '-bogus')} ${dev}`;
