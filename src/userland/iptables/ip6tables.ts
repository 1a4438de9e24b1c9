import type { Program } from '../process.ts';

/**
 * ip6tables(8), and its -save and -restore: packets of IPv6 are not simulated, so rules for them change nothing. They are
 * taken as they are, with a notice.
 */
export const ip6tables: Program = (process) => {
  process.unsimulated('the packet filter of IPv6', 0);
  return 0;
};
