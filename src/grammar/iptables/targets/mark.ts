import type { GetoptOption } from '../../getopt.ts';

/** `-j MARK`: the firewall mark of the packet. */
export const MARK_TARGET: readonly GetoptOption[] = [
  {
    name: '--set-xmark',
    values: ['mark'],
    doc: 'Clears the bits of the mask, then XORs the value in',
    excludes: ['--set-mark', '--and-mark', '--or-mark', '--xor-mark'],
  },
  {
    name: '--set-mark',
    values: ['mark'],
    doc: 'Sets the mark, only the bits of the mask where one is given',
    excludes: ['--set-xmark', '--and-mark', '--or-mark', '--xor-mark'],
  },
  {
    name: '--and-mark',
    values: ['mark'],
    doc: 'Mark AND value',
    excludes: ['--set-xmark', '--set-mark', '--or-mark', '--xor-mark'],
  },
  {
    name: '--or-mark',
    values: ['mark'],
    doc: 'Mark OR value',
    excludes: ['--set-xmark', '--set-mark', '--and-mark', '--xor-mark'],
  },
  {
    name: '--xor-mark',
    values: ['mark'],
    doc: 'Mark XOR value',
    excludes: ['--set-xmark', '--set-mark', '--and-mark', '--or-mark'],
  },
];
