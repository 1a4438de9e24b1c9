import { select, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3';
import type { Box } from '../layout/geometry.ts';
import { type Place, part } from './selection.ts';

/** A drawing is never higher on the page than this share of the window, nor lower than so many pixels. */
const MOST_OF_WINDOW = 0.62;
const LEAST_HEIGHT = 300;
const SCALES: [number, number] = [0.12, 3];
/** Below this scale small texts are left out, and the names of rooms are written larger. */
const FAR = 0.6;
/** Space kept around what is brought into view. */
const MARGIN = 24;
const STEP = 1.35;
/** Pixels that an arrow key moves the drawing by. */
const STRIDE = 60;

/** The height that a drawing may take on the page, in pixels. */
export function mostHeight(): number {
  return Math.max(LEAST_HEIGHT, Math.round(window.innerHeight * MOST_OF_WINDOW));
}

/** What part of the drawing is seen: it is dragged, zoomed by the wheel with Ctrl, by buttons and by keys. */
export class Viewport {
  private readonly behavior: ZoomBehavior<SVGSVGElement, unknown>;
  private svg: Place<SVGSVGElement> | undefined;
  private size = { width: 0, height: 0 };
  private seen = { width: 0, height: 0 };
  /** True once the reader has moved or zoomed: from then on the drawing stays where it was put. */
  private touched = false;

  constructor() {
    this.behavior = zoom<SVGSVGElement, unknown>()
      .scaleExtent(SCALES)
      .clickDistance(4)
      // The wheel alone scrolls the page, as everywhere else in it.
      .filter((event: MouseEvent) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0))
      .on('zoom', (event: { transform: ZoomTransform; sourceEvent: unknown }) => {
        if (event.sourceEvent) this.touched = true;
        this.apply(event.transform);
      });
  }

  /** Prepares the drawing for a layout of some size, seen through a frame of some width; returns where to draw. */
  open(
    frame: Place<HTMLDivElement>,
    size: { readonly width: number; readonly height: number },
    width: number,
  ): Place<SVGGElement> {
    const svg = part<SVGSVGElement, unknown>(frame, 'svg', 'topology');
    const natural = Math.ceil(size.height * Math.min(1, width / size.width));
    const height = Math.min(mostHeight(), natural);
    const changed = size.width !== this.size.width || size.height !== this.size.height || width !== this.seen.width;
    this.size = { width: size.width, height: size.height };
    this.seen = { width, height };
    const world = part<SVGGElement, unknown>(svg, 'g', 'world');
    svg.attr('width', width).attr('height', height);
    this.behavior.extent([
      [0, 0],
      [width, height],
    ]);
    if (this.svg === undefined) svg.call(this.behavior).on('dblclick.zoom', null);
    this.svg = svg;
    if (changed && (!this.touched || size.width === 0)) this.fit();
    return world;
  }

  /** Shows all of it, never larger than life. */
  fit(): void {
    this.touched = false;
    this.show({ x: 0, y: 0, ...this.size }, 0, 1);
  }

  zoomBy(direction: 1 | -1): void {
    this.touched = true;
    this.svg?.call(this.behavior.scaleBy, STEP ** direction);
  }

  /** Brings a part of the drawing into the middle, large enough to be read. */
  centre(box: Box): void {
    this.touched = true;
    this.show(box, MARGIN, 1);
  }

  /** Keys of the drawing: plus, minus, zero for all of it, arrows. True where the key meant something. */
  key(name: string): boolean {
    const strides: Record<string, [number, number]> = {
      ArrowLeft: [STRIDE, 0],
      ArrowRight: [-STRIDE, 0],
      ArrowUp: [0, STRIDE],
      ArrowDown: [0, -STRIDE],
    };
    const stride = strides[name];
    if (name === '+' || name === '=') this.zoomBy(1);
    else if (name === '-') this.zoomBy(-1);
    else if (name === '0') this.fit();
    else if (stride && this.svg) {
      this.touched = true;
      this.svg.call(this.behavior.translateBy, ...stride);
    } else return false;
    return true;
  }

  private show({ x, y, width, height }: Box, margin: number, most: number): void {
    const { seen } = this;
    if (!this.svg || width === 0 || height === 0) return;
    const scale = Math.min(most, (seen.width - 2 * margin) / width, (seen.height - 2 * margin) / height);
    const middle = { x: x + width / 2, y: y + height / 2 };
    const transform = zoomIdentity
      .translate(seen.width / 2, seen.height / 2)
      .scale(Math.max(SCALES[0], scale))
      .translate(-middle.x, -middle.y);
    this.svg.call(this.behavior.transform, transform);
  }

  private apply({ x, y, k }: ZoomTransform): void {
    const digits = (value: number) => Math.round(value * 100) / 100;
    this.svg
      ?.attr('data-zoom', k < FAR ? 'far' : null)
      .style('--nl-scale', digits(k))
      .select('.world')
      .attr('transform', `translate(${digits(x)},${digits(y)}) scale(${Math.round(k * 10_000) / 10_000})`);
  }
}

/** Calls back once a key is pressed on a drawing, or within it. */
export function onKeys(frame: Place<HTMLDivElement>, viewport: Viewport): void {
  select(frame.node()!).on('keydown', (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (viewport.key(event.key)) event.preventDefault();
  });
}
