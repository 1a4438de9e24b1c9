import type { GetoptOption } from '../../getopt.ts';

/** `-m owner`: whose process sent the packet. */
export const OWNER: readonly GetoptOption[] = [
  { name: '--uid-owner', values: ['text'], doc: 'User by name or number, or a range of numbers', invertible: true },
  { name: '--gid-owner', values: ['text'], doc: 'Group by name or number, or a range of numbers', invertible: true },
  { name: '--socket-exists', doc: 'A socket sent it, not the kernel by itself', invertible: true },
  { name: '--suppl-groups', doc: 'Supplementary groups count for --gid-owner too' },
];
