import { interval, type Timer } from 'd3';

/** How long each hop is shown while playing, in milliseconds. */
const BEAT = 900;

/** Steps through the hops while the view says so. */
export class Player {
  private clock: Timer | undefined;

  /** Starts or stops the clock; `step` is called on each beat. */
  follow(playing: boolean, step: () => void): void {
    if (!playing) {
      this.clock?.stop();
      this.clock = undefined;
    } else {
      this.clock ??= interval(step, BEAT);
    }
  }
}
