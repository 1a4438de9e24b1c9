import type { HopScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { type SilentHook, silentHooks } from '../view/hooks.ts';
import type { Lane } from '../view/lanes.ts';
import { decidingHop } from '../view/update.ts';
import { packetOf, progressOf, type View } from '../view/view.ts';
import { drawIcon, type Icon } from './icons.ts';
import { type Marks, part } from './selection.ts';

type Step = Lane['hops'][number];

/** Only what is out of the ordinary gets an icon: a plain pass is the rule. */
const VERDICT: Partial<Record<HopScene['verdict'], Icon>> = {
  deliver: 'check',
  drop: 'cross',
  queue: 'wait',
  modify: 'edit',
};

/** Stages of one kind share a colour: wires and switches, netfilter, routing, neighbours. */
const FAMILY: Readonly<Record<string, string>> = {
  transmit: 'wire',
  receive: 'wire',
  bridge: 'wire',
  vlan: 'wire',
  vxlan: 'wire',
  macvlan: 'wire',
  bond: 'wire',
  hook: 'netfilter',
  conntrack: 'netfilter',
  route: 'routing',
  forward: 'routing',
  neighbour: 'arp',
  arp: 'arp',
};

/** The stages of each lane as chips, one a hop, in the order in which they were passed. */
export function drawChips(lanes: Marks<HTMLLIElement, Lane>, view: View, panel: Panel): void {
  const chosen = view.hop ?? -1;
  const { reached } = progressOf(view);
  const packet = packetOf(view);
  const decides = packet === undefined ? -1 : decidingHop(packet);
  const row = part<HTMLDivElement, Lane>(lanes, 'div', 'chips');
  const chips = row
    .selectAll<HTMLButtonElement, Step>(':scope > .chip')
    .data(
      ({ hops }) => hops as Step[],
      (step) => step.index,
    )
    .join('button')
    .order()
    .attr('type', 'button')
    .attr('class', 'chip')
    .attr('data-hop', ({ index }) => index)
    .attr('data-stage', ({ hop }) => hop.stage)
    .attr('data-family', ({ hop }) => FAMILY[hop.stage] ?? 'host')
    .attr('data-verdict', ({ hop }) => hop.verdict)
    .attr('aria-current', ({ index }) => (index === chosen ? 'step' : null))
    .attr('tabindex', ({ index }) => (index === Math.max(0, chosen) ? 0 : -1))
    .attr('title', ({ hop }) => hop.sentence)
    // A flood's copies end at whom they are not for; that is no failure of a packet that arrived elsewhere.
    .classed('minor-drop', ({ hop }) => hop.verdict === 'drop' && packetOf(view)?.fate !== 'dropped')
    .classed('ahead', ({ index }) => !reached(index))
    .classed('decides', ({ index }) => index === decides)
    .on('click', (_, { hop, index }) => {
      panel.dispatch({ type: 'hop', hop: index });
      panel.reveal(hop.line);
    });
  drawGhosts(row, reached);
  drawIcon(chips, ({ hop }) => VERDICT[hop.verdict]);
  part<HTMLSpanElement, Step>(chips, 'span', 'word').text(({ hop }) => hop.title);
  // The reason of a drop stands on its chip: it is what the eye looks for.
  part<HTMLSpanElement, Step>(
    chips.filter(({ hop }) => hop.verdict === 'drop'),
    'span',
    'reason',
  ).text(({ hop }) => hop.reason ?? 'dropped');
  chips
    .filter(({ hop }) => hop.verdict !== 'drop')
    .selectAll('.reason')
    .remove();
}

interface Ghost extends SilentHook {
  /** The hop before which it stands, counted over the whole packet. */
  readonly index: number;
}

/** Hooks where no rule was asked, as words between the chips: they tell where the packet is on its way through Linux. */
function drawGhosts(row: Marks<HTMLDivElement, Lane>, reached: (hop: number) => boolean): void {
  row
    .selectAll<HTMLSpanElement, Ghost>(':scope > .ghost')
    .data(
      (lane) =>
        silentHooks(lane).map((hook): Ghost => {
          const next = lane.hops[hook.before]?.index;
          return { ...hook, index: next ?? lane.hops.at(-1)!.index };
        }),
      ({ name }) => name,
    )
    .join('span')
    .attr('class', 'ghost')
    .attr('title', ({ name }) => `${name}: no rule to ask`)
    .classed('ahead', ({ index }) => !reached(index))
    .text(({ name }) => name)
    .each(function place({ index }) {
      const chips = this.parentElement!;
      chips.insertBefore(this, chips.querySelector(`:scope > .chip[data-hop="${index}"]`));
    });
}
