/**
 * Thrown where iproute2 calls exit(3) in the middle of parsing, and caught where the program begins. It never leaves
 * this folder.
 */
export class Exit {
  constructor(readonly status: number) {}
}

/** The status of exit(-1). */
export const EXIT_MINUS_ONE = 255;
