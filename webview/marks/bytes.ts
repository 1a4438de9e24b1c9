import type { FrameScene, HopScene, JourneyScene } from '../../src/protocol/scene.ts';
import { type Drawn, type Marks, part, rows } from './selection.ts';

const PER_LINE = 16;

interface Byte {
  readonly at: number;
  readonly hex: string;
  /** What it was before the stage changed it. */
  readonly was: string | undefined;
}

interface Line {
  readonly at: number;
  readonly bytes: readonly Byte[];
}

/** The packet as it leaves the hop, byte by byte as a hex dump; the bytes that the stage changed are marked. */
export function drawBytes(card: Marks<HTMLDivElement, HopScene>, journey: JourneyScene): void {
  const frameOf = (index: number | undefined) => (index === undefined ? undefined : journey.frames[index]);
  const outOf = ({ bytes, bytesAfter }: HopScene) => frameOf(bytesAfter ?? bytes);
  const block = part<HTMLDetailsElement, HopScene>(card, 'details', 'bytes')
    .attr('hidden', (hop) => (outOf(hop) === undefined ? '' : null))
    .attr('data-testid', 'bytes');
  block.filter(':not([data-made])').attr('data-made', '').attr('open', '');
  part<HTMLElement, HopScene>(block, 'summary', 'bytes-title').text((hop) => titleOf(outOf(hop)));
  const dump = part<HTMLDivElement, HopScene>(block, 'div', 'dump').attr('aria-hidden', 'true');
  const hop = card.datum();
  const out = outOf(hop);
  const before = hop.bytesAfter === undefined ? undefined : frameOf(hop.bytes);
  const lines = rows<HTMLDivElement, Line>(dump as Drawn<unknown>, 'div', 'line', linesOf(out, before), ({ at }) => at);
  part<HTMLSpanElement, Line>(lines, 'span', 'offset').text(({ at }) => at.toString(16).padStart(4, '0'));
  const cells = part<HTMLSpanElement, Line>(lines, 'span', 'cells');
  cells
    .selectAll<HTMLSpanElement, Byte>(':scope > .byte')
    .data(
      ({ bytes }) => bytes as Byte[],
      ({ at }) => at,
    )
    .join('span')
    .attr('class', 'byte')
    .attr('data-at', ({ at }) => at)
    .classed('changed', ({ was }) => was !== undefined)
    .attr('title', ({ was }) => (was === undefined ? null : `was ${was}`))
    .text(({ hex }) => hex);
  part<HTMLSpanElement, Line>(lines, 'span', 'ascii').text(({ bytes }) =>
    bytes.map(({ hex }) => asciiOf(hex)).join(''),
  );
}

function titleOf(frame: FrameScene | undefined): string {
  if (frame === undefined) return '';
  const shown = frame.hex.length / 2;
  return `Bytes (${frame.length}${shown < frame.length ? `, the first ${shown} shown` : ''})`;
}

function linesOf(frame: FrameScene | undefined, before: FrameScene | undefined): Line[] {
  if (frame === undefined) return [];
  const pairs = frame.hex.match(/../g) ?? [];
  const old = before?.length === frame.length ? (before.hex.match(/../g) ?? []) : [];
  const bytes = pairs.map((hex, at): Byte => ({ at, hex, was: old[at] === hex ? undefined : old[at] }));
  return Array.from({ length: Math.ceil(bytes.length / PER_LINE) }, (_, index) => ({
    at: index * PER_LINE,
    bytes: bytes.slice(index * PER_LINE, (index + 1) * PER_LINE),
  }));
}

function asciiOf(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code >= 32 && code < 127 ? String.fromCharCode(code) : '·';
}

/**
 * Lights the bytes of the field under the pointer, and the field of the byte under it; the arrow keys go from field to
 * field. Nothing but classes changes, so that it costs no drawing.
 */
export function linkBytes(card: HTMLElement): void {
  const fields = () => [...card.querySelectorAll<HTMLElement>('.field[data-at]')];
  const light = (field: HTMLElement | undefined) => {
    for (const lit of card.querySelectorAll('.lit')) lit.classList.remove('lit');
    if (field === undefined) return;
    field.classList.add('lit');
    const [from, size] = [Number(field.dataset.at), Number(field.dataset.size)];
    for (const byte of card.querySelectorAll<HTMLElement>('.byte')) {
      const at = Number(byte.dataset.at);
      byte.classList.toggle('lit', at >= from && at < from + size);
    }
  };
  const fieldOf = (target: EventTarget | null): HTMLElement | undefined => {
    const element = target instanceof Element ? target : undefined;
    const field = element?.closest<HTMLElement>('.field[data-at]');
    const byte = element?.closest<HTMLElement>('.byte');
    if (field || !byte) return field ?? undefined;
    const at = Number(byte.dataset.at);
    const covers = ({ dataset }: HTMLElement) =>
      at >= Number(dataset.at) && at < Number(dataset.at) + Number(dataset.size);
    return fields()
      .filter(covers)
      .sort((a, b) => Number(a.dataset.size) - Number(b.dataset.size))[0];
  };
  card.onpointerover = ({ target }) => light(fieldOf(target));
  card.onpointerleave = () => light(undefined);
  card.onkeydown = (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || !(event.target as Element).closest('.layers')) return;
    const all = fields();
    const next = all.findIndex((field) => field.classList.contains('lit')) + by;
    event.preventDefault();
    light(all[Math.max(0, Math.min(all.length - 1, next))]);
  };
}
