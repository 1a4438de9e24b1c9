/** A small seeded generator (xorshift32), so that what Linux draws by chance is the same in every run. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0 || 0x9e3779b9;
  }

  /** A number 0 ≤ n < `limit` (at most 2^32). */
  next(limit: number): number {
    let x = this.state;
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    this.state = x;
    return Math.floor((x / 0x100000000) * limit);
  }
}
