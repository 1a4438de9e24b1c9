import type { GetoptOption } from '../../getopt.ts';

/** `-j TOS`: the type of service byte. */
export const TOS_TARGET: readonly GetoptOption[] = [
  { name: '--set-tos', values: ['number'], doc: 'Value with an optional mask, or a name as Minimize-Delay' },
  { name: '--and-tos', values: ['number'], doc: 'Byte AND value' },
  { name: '--or-tos', values: ['number'], doc: 'Byte OR value' },
  { name: '--xor-tos', values: ['number'], doc: 'Byte XOR value' },
];
