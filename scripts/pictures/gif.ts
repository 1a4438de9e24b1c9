import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Pixels } from './pixels.ts';

/** Colours of a frame; one more place says that a pixel stays as it is. */
const COLOURS = 255;
const STAYS = 255;

/** A GIF file, frame by frame. A frame holds only what is not as in the one before. */
export class GIF {
  private readonly encoder = GIFEncoder();
  private before: Uint32Array | undefined;
  private waiting: { readonly places: Uint8Array; readonly palette: number[][]; duration: number } | undefined;
  private size = { width: 0, height: 0 };

  /** Adds a picture that is shown for some milliseconds. */
  add({ width, height, data }: Pixels, duration: number): void {
    this.size = { width, height };
    const now = new Uint32Array(data.buffer, data.byteOffset, width * height);
    const { before } = this;
    const changed = changedIn(before, now);
    this.before = now;
    if (changed.length === 0 && this.waiting) {
      this.waiting.duration += duration;
      return;
    }
    this.write();
    const colours = new Uint8Array(Uint32Array.from(changed, (at) => now[at]!).buffer);
    const palette = quantize(colours, COLOURS);
    const found = applyPalette(colours, palette);
    const places = new Uint8Array(width * height).fill(STAYS);
    for (const [index, at] of changed.entries()) places[at] = found[index]!;
    while (palette.length <= STAYS) palette.push([0, 0, 0]);
    this.waiting = { places, palette, duration };
  }

  file(): Uint8Array {
    this.write();
    this.encoder.finish();
    return this.encoder.bytes();
  }

  private write(): void {
    if (this.waiting === undefined) return;
    const { places, palette, duration } = this.waiting;
    const kept = { transparent: true, transparentIndex: STAYS, dispose: 1 };
    this.encoder.writeFrame(places, this.size.width, this.size.height, { palette, delay: duration, ...kept });
  }
}

/** The places of the pixels that are not as before. */
function changedIn(before: Uint32Array | undefined, now: Uint32Array): Uint32Array {
  const changed = new Uint32Array(now.length);
  let count = 0;
  for (let at = 0; at < now.length; at += 1) if (before?.[at] !== now[at]) changed[count++] = at;
  return changed.subarray(0, count);
}
