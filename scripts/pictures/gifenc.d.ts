/** The part of the package that is used here; it brings no types. */
declare module 'gifenc' {
  type Palette = number[][];
  interface Options {
    readonly format?: 'rgb565' | 'rgb444' | 'rgba4444';
    readonly oneBitAlpha?: boolean;
  }
  /** The colours that stand best for all of a picture's (RGBA). */
  export function quantize(pixels: Uint8Array, most: number, options?: Options): Palette;
  /** For every pixel the place of its colour. */
  export function applyPalette(pixels: Uint8Array, palette: Palette, format?: Options['format']): Uint8Array;
  export function GIFEncoder(): {
    writeFrame(
      places: Uint8Array,
      width: number,
      height: number,
      options: {
        readonly palette: Palette;
        /** In milliseconds. */
        readonly delay?: number;
        readonly transparent?: boolean;
        readonly transparentIndex?: number;
        /** 1 leaves the frame standing. */
        readonly dispose?: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
}
