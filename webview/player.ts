/** How long a moment of the journey is shown while playing at normal speed, in milliseconds. */
const BEATS = { wire: 820, turn: 900, inside: 380 } as const;

/** What kind of moment it is: a frame on a wire, a change or an end of the packet, or a stage it passes. */
export type Beat = keyof typeof BEATS;

/** The time a moment takes at a speed. */
export const beatOf = (beat: Beat, speed: number): number => BEATS[beat] / speed;

/** Steps through the moments while the view says so. */
export class Player {
  private clock: ReturnType<typeof setTimeout> | undefined;
  private moment: unknown;

  /** Starts or stops the clock for a moment; `step` is called when its time is over. */
  follow(playing: boolean, moment: unknown, duration: number, step: () => void): void {
    if (playing && this.clock !== undefined && moment === this.moment) return;
    clearTimeout(this.clock);
    this.clock = undefined;
    this.moment = moment;
    if (!playing) return;
    this.clock = setTimeout(() => {
      this.clock = undefined;
      step();
    }, duration);
  }
}
