import type { GetoptOption } from '../../getopt.ts';

/** `-m quota`: so many bytes, then no more. */
export const QUOTA: readonly GetoptOption[] = [
  { name: '--quota', values: ['number'], doc: 'Bytes that match', invertible: true, required: true },
];
