import type { Panel } from '../panel.ts';
import type { Drawn } from './selection.ts';

/** A link to the line of the lab that made or decided something; nothing where the kernel did. Lines are shown from 1. */
export function drawLineLink<D>(marks: Drawn<D>, lineOf: (datum: D) => number | undefined, panel: Panel): void {
  marks
    .selectAll<HTMLButtonElement, number>(':scope > .line-link')
    .data((datum) => {
      const line = lineOf(datum);
      return line === undefined ? [] : [line];
    })
    .join('button')
    .attr('class', 'line-link')
    .attr('type', 'button')
    .attr('data-line', (line) => line)
    .attr('title', (line) => `Show line ${line + 1} in the editor`)
    .text((line) => `line ${line + 1}`)
    .on('click', (event: Event, line) => {
      event.stopPropagation();
      panel.reveal(line);
    });
}
