import type { Program } from '../process.ts';

/** true(1). */
export const succeed: Program = () => 0;

/** false(1). */
export const fail: Program = () => 1;
