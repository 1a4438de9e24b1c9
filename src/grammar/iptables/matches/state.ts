import type { GetoptOption } from '../../getopt.ts';

/** `-m state`: how the packet stands to its connection; `-m conntrack --ctstate` is the newer spelling. */
export const STATE: readonly GetoptOption[] = [
  {
    name: '--state',
    values: ['conntrack-state'],
    doc: 'A list of NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED',
    invertible: true,
    required: true,
    words: ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'],
  },
];
