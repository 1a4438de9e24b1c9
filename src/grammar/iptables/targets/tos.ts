import type { GetoptOption } from '../../getopt.ts';

const OPERATIONS = ['--set-tos', '--and-tos', '--or-tos', '--xor-tos'] as const;

function operation(name: (typeof OPERATIONS)[number], doc: string): GetoptOption {
  return { name, values: ['number'], doc, excludes: OPERATIONS.filter((other) => other !== name) };
}

/** `-j TOS`: the type of service byte. */
export const TOS_TARGET: readonly GetoptOption[] = [
  operation('--set-tos', 'Value with an optional mask, or a name as Minimize-Delay'),
  operation('--and-tos', 'Byte AND value'),
  operation('--or-tos', 'Byte OR value'),
  operation('--xor-tos', 'Byte XOR value'),
];
