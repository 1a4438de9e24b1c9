import type { GetoptOption } from '../../getopt.ts';

/** `-j CONNMARK`: the mark of the connection. */
export const CONNMARK_TARGET: readonly GetoptOption[] = [
  { name: '--set-xmark', values: ['mark'], doc: 'Clears the bits of the mask, then XORs the value in' },
  { name: '--set-mark', values: ['mark'], doc: 'Sets the mark, only the bits of the mask where one is given' },
  { name: '--and-mark', values: ['mark'], doc: 'Mark AND value' },
  { name: '--or-mark', values: ['mark'], doc: 'Mark OR value' },
  { name: '--xor-mark', values: ['mark'], doc: 'Mark XOR value' },
  { name: '--save-mark', doc: "Copies the packet's mark to the connection" },
  { name: '--restore-mark', doc: "Copies the connection's mark to the packet" },
  { name: '--nfmask', values: ['mark'], doc: "Bits of the packet's mark that count" },
  { name: '--ctmask', values: ['mark'], doc: "Bits of the connection's mark that count" },
  { name: '--mask', values: ['mark'], doc: 'Bits of both marks that count' },
];
