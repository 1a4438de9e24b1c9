import type { GetoptOption } from '../../getopt.ts';

/** `-m comment`: a remark that stays with the rule. */
export const COMMENT: readonly GetoptOption[] = [
  { name: '--comment', values: ['text'], doc: 'The remark, up to 255 characters', required: true },
];
