import type { PacketScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import type { View } from '../view/view.ts';
import { drawIcon, type Icon } from './icons.ts';
import { type Place, part, rows } from './selection.ts';

const FATES: Record<PacketScene['fate'], readonly [word: string, icon: Icon]> = {
  delivered: ['delivered', 'check'],
  dropped: ['dropped', 'cross'],
  ignored: ['nobody answers', 'cross'],
  lost: ['on its way', 'wait'],
};

/** The list of packets that the command caused: ARP quieter than what it prepares, answers below what they answer. */
export function drawPackets(place: Place, view: View, panel: Panel): void {
  const { scene } = view;
  const packets = scene?.journey?.packets ?? [];
  const list = part<HTMLDivElement, unknown>(place, 'div', 'packets')
    .attr('role', 'listbox')
    .attr('aria-label', 'Packets')
    .attr('data-testid', 'packets')
    .on('keydown', (event: KeyboardEvent) => moveChoice(event, view, panel));
  const items = rows<HTMLDivElement, PacketScene>(list, 'div', 'packet', packets, ({ id }) => id)
    .attr('id', ({ id }) => `packet-${id}`)
    .attr('role', 'option')
    .attr('data-packet', ({ id }) => id)
    .attr('data-fate', ({ fate }) => fate)
    .attr('data-protocol', ({ protocol }) => protocol)
    .attr('aria-selected', (_, index) => String(index === view.packet))
    .attr('tabindex', (_, index) => (index === (view.packet ?? 0) ? 0 : -1))
    .classed('quiet', ({ protocol }) => protocol === 'ARP')
    .on('click', (_, packet) => panel.dispatch({ type: 'packet', packet: packets.indexOf(packet) }));
  drawIcon(items, ({ fate }) => FATES[fate][1]);
  part<HTMLSpanElement, PacketScene>(items, 'span', 'protocol').text(({ protocol }) => protocol);
  part<HTMLSpanElement, PacketScene>(items, 'span', 'title').text(({ title }) => title);
  part<HTMLSpanElement, PacketScene>(items, 'span', 'fate').text(
    ({ fate, hops }) => reasonOf(hops, fate) ?? FATES[fate][0],
  );
  const omitted = scene?.journey?.omitted ?? 0;
  part<HTMLParagraphElement, unknown>(place, 'p', 'omitted')
    .attr('hidden', omitted > 0 ? null : '')
    .text(`… and ${omitted} more packets`);
}

function reasonOf(hops: PacketScene['hops'], fate: PacketScene['fate']): string | undefined {
  return fate !== 'dropped' ? undefined : hops.findLast(({ verdict }) => verdict === 'drop')?.reason;
}

function moveChoice(event: KeyboardEvent, view: View, panel: Panel): void {
  const count = view.scene?.journey?.packets.length ?? 0;
  const from = view.packet ?? 0;
  const targets: Record<string, number> = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1 };
  const target = targets[event.key];
  if (target === undefined || target < 0 || target >= count) return;
  event.preventDefault();
  panel.dispatch({ type: 'packet', packet: target });
  const list = event.currentTarget as HTMLElement;
  list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
}
