/** Properties that make up the look of the drawing; all else is geometry, and stands in attributes. */
const LOOK = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'display',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
] as const;

const MARGIN = 12;

/** The whole drawing as an SVG file of its own: the theme's colours are written into it. */
export function pictureOf(svg: SVGSVGElement): {
  readonly text: string;
  readonly width: number;
  readonly height: number;
} {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [index, original] of originals.entries()) {
    const style = getComputedStyle(original);
    const target = copies[index]!;
    for (const name of LOOK) target.style.setProperty(name, style.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'role', 'aria-hidden', 'aria-pressed']) target.removeAttribute(name);
  }
  const world = svg.querySelector<SVGGElement>('.world')!;
  const box = world.getBBox();
  const [width, height] = [Math.ceil(box.width) + 2 * MARGIN, Math.ceil(box.height) + 2 * MARGIN];
  copies[originals.indexOf(world)]!.removeAttribute('transform');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('viewBox', `${box.x - MARGIN} ${box.y - MARGIN} ${width} ${height}`);
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** Twice as fine as on a plain screen. */
const SCALE = 2;

/** The same as a PNG file, in base64. */
export async function pngOf(svg: SVGSVGElement): Promise<string> {
  const { text, width, height } = pictureOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d')!;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:[^,]*,/, '');
}
