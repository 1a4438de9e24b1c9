import fc from 'fast-check';
import { from, line, type Words } from '../words.ts';

export const netns = ({ netns: which, dev }: Words) =>
  fc.oneof(
    line`ip netns add ${from('rose', 'new', 'x/y', 'blue')}`,
    // The kernel takes its devices away a little later.
    line`ip netns del ${which}\nsleep 1.89`,
    line`ip netns exec ${which} ip link show ${dev}`,
    from(
      'ip netns list',
      'ip netns',
      'ip netns identify',
      'ip netns bogus',
      'ip netns del',
      'ip netns add',
      'ip netns list-id',
    ),
  );
