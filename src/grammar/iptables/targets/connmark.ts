import type { GetoptOption } from '../../getopt.ts';

/** Operations, of which there is one. */
const OPERATIONS = [
  '--set-xmark',
  '--set-mark',
  '--and-mark',
  '--or-mark',
  '--xor-mark',
  '--save-mark',
  '--restore-mark',
] as const;

function operation(name: (typeof OPERATIONS)[number], doc: string, takesValue: boolean): GetoptOption {
  return {
    name,
    ...(takesValue ? { values: ['mark'] } : {}),
    doc,
    excludes: OPERATIONS.filter((other) => other !== name),
  };
}

/** `-j CONNMARK`: the mark of the connection. */
export const CONNMARK_TARGET: readonly GetoptOption[] = [
  operation('--set-xmark', 'Clears the bits of the mask, then XORs the value in', true),
  operation('--set-mark', 'Sets the mark, only the bits of the mask where one is given', true),
  operation('--and-mark', 'Mark AND value', true),
  operation('--or-mark', 'Mark OR value', true),
  operation('--xor-mark', 'Mark XOR value', true),
  operation('--save-mark', "Copies the packet's mark to the connection", false),
  operation('--restore-mark', "Copies the connection's mark to the packet", false),
  { name: '--nfmask', values: ['mark'], doc: "Bits of the packet's mark that count", excludes: ['--mask'] },
  { name: '--ctmask', values: ['mark'], doc: "Bits of the connection's mark that count", excludes: ['--mask'] },
  {
    name: '--mask',
    values: ['mark'],
    doc: 'Bits of both marks that count',
    excludes: ['--nfmask', '--ctmask'],
  },
  { name: '--left-shift-mark', values: ['number'], doc: 'Shifts the mark that is set or copied to the left' },
  { name: '--right-shift-mark', values: ['number'], doc: 'Shifts the mark that is set or copied to the right' },
];
