import type { Page } from 'playwright-core';
import { GIF } from './gif.ts';
import { pixelsOf } from './pixels.ts';

/** A picture of the page (PNG), and for how long it is shown, in milliseconds. */
interface Shot {
  readonly png: Buffer;
  duration: number;
}

/** Takes pictures of a page, whose clock it holds: what moves there waits for every picture. */
export class Film {
  private readonly shots: Shot[] = [];

  private constructor(private readonly page: Page) {}

  /** Gives the page a clock that can be held; before what is to be filmed is opened, since it may keep the clock it finds. */
  static async prepare(page: Page): Promise<void> {
    await page.clock.install();
    await page.addInitScript(() => {
      const start = Date.now();
      performance.now = () => Date.now() - start;
    });
  }

  /** Holds the clock. */
  static async of(page: Page): Promise<Film> {
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 5000));
    return new Film(page);
  }

  /** Shows the page as it is, for some milliseconds. */
  async hold(duration: number): Promise<void> {
    const png = await this.page.screenshot();
    const last = this.shots.at(-1);
    if (last?.png.equals(png)) last.duration += duration;
    else this.shots.push({ png, duration });
  }

  /** Films until a condition holds, a picture every so many milliseconds. */
  async until(isOver: () => Promise<boolean>, interval: number): Promise<void> {
    do {
      await this.page.clock.runFor(interval);
      await this.hold(interval);
    } while (!(await isOver()));
  }

  /** Films for so many milliseconds, a picture every `interval`. */
  async during(duration: number, interval: number): Promise<void> {
    const end = Math.ceil(duration / interval);
    let taken = 0;
    await this.until(async () => ++taken >= end, interval);
  }

  /** What was filmed, as a GIF file. */
  develop(): Uint8Array {
    const gif = new GIF();
    for (const { png, duration } of this.shots) gif.add(pixelsOf(png), duration);
    return gif.file();
  }
}
