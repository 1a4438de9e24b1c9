/** A text of the drawing that stands out too little from what is behind it. */
export interface Faint {
  readonly text: string;
  readonly contrast: number;
}

/**
 * The texts of a drawing whose contrast (WCAG 2.1, "contrast ratio") is below a limit. What is behind a text is the last
 * shape drawn before it that covers its middle. Runs in the page; axe looks at HTML only.
 */
export function faintTexts(drawing: Element, least: number): Faint[] {
  type Color = readonly [red: number, green: number, blue: number, alpha: number];
  const parse = (text: string): Color => {
    const numbers = (text.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    const [r = 0, g = 0, b = 0, a = 1] = numbers;
    return text.startsWith('color(') ? [r, g, b, a] : [r / 255, g / 255, b / 255, a];
  };
  const over = (top: Color, below: Color): Color => {
    const mixed = [0, 1, 2].map((part) => top[part]! * top[3] + below[part]! * (1 - top[3]));
    return [mixed[0]!, mixed[1]!, mixed[2]!, 1];
  };
  const luminance = (color: Color) => {
    const [r, g, b] = [color[0], color[1], color[2]].map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const page = parse(getComputedStyle(document.body).backgroundColor);
  const shapes = [...drawing.querySelectorAll('rect, text')];
  return shapes.flatMap((element, index): Faint[] => {
    if (element.tagName !== 'text' || element.textContent === '') return [];
    const box = element.getBoundingClientRect();
    if (box.width === 0) return [];
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const behind = shapes.slice(0, index).reduce((ground, shape) => {
      const { left, right, top, bottom } = shape.getBoundingClientRect();
      const { fill } = getComputedStyle(shape);
      const covers = shape.tagName === 'rect' && left <= x && x <= right && top <= y && y <= bottom && fill !== 'none';
      return covers ? over(parse(fill), ground) : ground;
    }, page);
    const [a, b] = [luminance(over(parse(getComputedStyle(element).fill), behind)), luminance(behind)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < least ? [{ text: element.textContent ?? '', contrast: Math.round(contrast * 100) / 100 }] : [];
  });
}
