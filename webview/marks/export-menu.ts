import type { Panel } from '../panel.ts';
import { pictureOf, pngOf } from '../picture.ts';
import { journeyMarkdown } from '../view/markdown.ts';
import { deviceName, hopOf, packetOf, type View } from '../view/view.ts';
import { drawIcon } from './icons.ts';
import { type Place, part, rows } from './selection.ts';

interface Item {
  readonly id: string;
  readonly text: string;
  readonly act: () => void;
}

/** What can be taken out of the panel: frames, the drawing, the journey in words. */
export function drawExportMenu(place: Place, view: View, panel: Panel): void {
  const menu = part<HTMLDetailsElement, unknown>(place, 'details', 'menu').attr('data-testid', 'export');
  const opener = part<HTMLElement, unknown>(menu, 'summary', 'icon-button')
    .attr('aria-label', 'Save or open elsewhere')
    .attr('title', 'Save or open elsewhere');
  drawIcon(opener, () => 'save');
  const node = menu.node()!;
  const list = part<HTMLDivElement, unknown>(menu, 'div', 'items');
  const close = () => {
    node.open = false;
    opener.node()!.focus();
  };
  rows<HTMLButtonElement, Item>(list, 'button', 'item', itemsOf(view, panel), ({ id }) => id)
    .attr('type', 'button')
    .attr('data-testid', ({ id }) => `export-${id}`)
    .on('click', (_, { act }) => {
      close();
      act();
    })
    .text(({ text }) => text);
  menu
    .on('keydown', (event: KeyboardEvent) => {
      if (!node.open) return;
      if (event.key === 'Escape') close();
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const items = [...list.node()!.querySelectorAll<HTMLElement>('.item')];
      const at = items.indexOf(document.activeElement as HTMLElement);
      items[Math.max(0, Math.min(items.length - 1, at + by))]!.focus();
    })
    .on('focusout', ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !node.contains(relatedTarget)) node.open = false;
    });
}

function itemsOf(view: View, panel: Panel): Item[] {
  const { scene, wireshark } = view;
  if (scene === undefined) return [];
  const packet = packetOf(view);
  const device = hopOf(view)?.device;
  const drawing = () => document.querySelector<SVGSVGElement>('svg.topology')!;
  const capture =
    (of: Parameters<Panel['capture']>[0], open = false) =>
    () =>
      panel.capture(of, open);
  const ofPacket = packet && ({ kind: 'packet', command: scene.journey!.index, packet: packet.id } as const);
  return [
    ...(ofPacket ? [{ id: 'packet', text: 'Frames of this packet (pcapng)…', act: capture(ofPacket) }] : []),
    ...(device === undefined
      ? []
      : [
          {
            id: 'device',
            text: `Frames at ${deviceName(scene, device)} (pcapng)…`,
            act: capture({ kind: 'device', device }),
          },
        ]),
    { id: 'lab', text: 'Frames of the whole lab (pcapng)…', act: capture({ kind: 'lab' }) },
    ...(wireshark ? [{ id: 'wireshark', text: 'Open the lab in Wireshark', act: capture({ kind: 'lab' }, true) }] : []),
    {
      id: 'svg',
      text: 'Drawing (SVG)…',
      act: () => panel.save('topology.svg', pictureOf(drawing()).text, 'text'),
    },
    {
      id: 'png',
      text: 'Drawing (PNG)…',
      act: () => void pngOf(drawing()).then((png) => panel.save('topology.png', png, 'base64')),
    },
    ...(scene.journey === undefined
      ? []
      : [
          {
            id: 'markdown',
            text: 'Journey (Markdown)…',
            act: () => panel.save('journey.md', journeyMarkdown(scene), 'text'),
          },
        ]),
  ];
}
