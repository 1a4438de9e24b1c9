import { type Drawn, part } from './selection.ts';

/** Line icons on a grid of 16, drawn with the colour of the text they stand in. */
export const ICONS = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4 12 12M12 4 4 12',
  wait: 'M4 2.5h8M4 13.5h8M5 2.5c0 4 6 4 6 11M11 2.5c0 4-6 4-6 11',
  edit: 'M3 13l.8-3.2L11 2.6 13.4 5 6.2 12.2z',
  play: 'M4.5 3v10l8-5z',
  pause: 'M5 3v10M11 3v10',
  next: 'M4 3v10l6-5zM12.5 3v10',
  previous: 'M12 3v10L6 8zM3.5 3v10',
  cloud: 'M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.6-.6 3.3 3.3 0 0 1 .2 6.6z',
  switch: 'M2 5.5h10M9.5 3 12 5.5 9.5 8M14 10.5H4M6.5 8 4 10.5 6.5 13',
  bond: 'M2 4.5h4.5L8 8l1.5-3.5H14M2 11.5h4.5L8 8l1.5 3.5H14',
  vrf: 'M8 14V8M8 8 3 3M8 8l5-5M3 6V3h3M10 3h3v3',
  link: 'M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  pin: 'M6 2.5h4M6.5 2.5v4L4.5 9h7l-2-2.5v-4M8 9v5',
  save: 'M8 2v8M5 7.5 8 10.5l3-3M3 11.5v2h10v-2',
  bulb: 'M6 13.5h4M6 11.5h4C10 9.5 12 8.7 12 6a4 4 0 0 0-8 0c0 2.7 2 3.5 2 5.5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  fold: 'M8 2v4M5.5 4 8 6.5 10.5 4M8 14v-4M5.5 12 8 9.5 10.5 12M3 8h10',
  unfold: 'M8 6.5V2M5.5 4.5 8 2l2.5 2.5M8 9.5V14M5.5 11.5 8 14l2.5-2.5M3 8h10',
} as const;

export type Icon = keyof typeof ICONS;

/** Gives each mark its icon, as the first child; `undefined` takes it away. */
export function drawIcon<D>(marks: Drawn<D>, iconOf: (datum: D) => Icon | undefined): void {
  const icons = marks
    .selectAll<SVGSVGElement, Icon>(':scope > .icon')
    .data((datum) => {
      const icon = iconOf(datum);
      return icon === undefined ? [] : [icon];
    })
    .join((enter) => enter.insert('svg', ':first-child'))
    .attr('class', (icon) => `icon icon-${icon}`)
    .attr('viewBox', '0 0 16 16')
    .attr('width', 16)
    .attr('height', 16)
    .attr('aria-hidden', 'true');
  part<SVGPathElement, Icon>(icons, 'path', 'stroke').attr('d', (icon) => ICONS[icon]);
}
