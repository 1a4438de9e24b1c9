import { applyPalette, quantize } from 'gifenc';
import type { Browser } from 'playwright-core';
import { pixelsOf } from './pixels.ts';

const COLOURS = 256;

/** A picture (PNG) in 256 colours as a WebP file; what is written in it stays sharp. The browser encodes it. */
export async function stillOf(browser: Browser, png: Buffer): Promise<Buffer> {
  const { width, height, data } = pixelsOf(png);
  const palette = quantize(data, COLOURS);
  const places = Buffer.from(applyPalette(data, palette));
  const page = await browser.newPage();
  const text = await page.evaluate(
    ({ width, height, palette, places }) => {
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      const image = new ImageData(width, height);
      const found = atob(places);
      for (let at = 0; at < found.length; at += 1) image.data.set([...palette[found.charCodeAt(at)]!, 255], 4 * at);
      canvas.getContext('2d')!.putImageData(image, 0, 0);
      return canvas.toDataURL('image/webp', 1).replace(/^data:[^,]*,/, '');
    },
    { width, height, palette, places: places.toString('base64') },
  );
  await page.close();
  return Buffer.from(text, 'base64');
}
