import type { KindWords } from './words.ts';

/** Kinds without words: whatever stands behind their names is passed over. */
export const PLAIN_WORDS: KindWords = { options: [], read: () => ({}) };
