/** Messages within a while, and how long that is in microseconds (net_ratelimit_state). */
const BURST = 10;
const INTERVAL = 5_000_000;

/** How many messages about the network there may be (___ratelimit). */
export class RateLimit {
  private begin: number | undefined = undefined;
  private printed = 0;
  private missed = 0;

  /** Counts a message; tells too how many a while that is over has lost. */
  ask(now: number): { readonly allowed: boolean; readonly suppressed: number } {
    this.begin ??= now;
    let suppressed = 0;
    if (now > this.begin + INTERVAL) {
      suppressed = this.missed;
      this.begin = now;
      this.printed = 0;
      this.missed = 0;
    }
    const allowed = this.printed < BURST;
    if (allowed) this.printed++;
    else this.missed++;
    return { allowed, suppressed };
  }
}
