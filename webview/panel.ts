import { select } from 'd3';
import type { CaptureOf } from '../src/protocol/requests.ts';
import { afterPaint } from './later.ts';
import { drawChanges } from './marks/changes.ts';
import { drawControls, keyOf } from './marks/controls.ts';
import { drawHop } from './marks/hop.ts';
import { drawJourney } from './marks/journey.ts';
import { drawLive } from './marks/live.ts';
import { drawPackets } from './marks/packets.ts';
import { drawScrubber } from './marks/scrubber.ts';
import { type Drawn, type Place, part } from './marks/selection.ts';
import { drawSummary } from './marks/summary.ts';
import { drawNamespaceTables } from './marks/tables.ts';
import { drawTimeline } from './marks/timeline.ts';
import { Topology } from './marks/topology.ts';
import type { Action } from './view/update.ts';
import { hopOf, packetOf, type View } from './view/view.ts';

/*
 * What tests may read of the page, and what therefore stays:
 *   data-testid     summary command verdict packets topology topology-list journey back play step hop-count hop hop-verdict
 *                   hop-reason hop-sentence hop-line considered layers tables namespaces live empty
 *   main            data-state: scene, empty; aria-busy until all of a first scene is drawn
 *   verdict         data-tone: ok, bad, none
 *   .packet         data-packet (id), data-fate, data-protocol, aria-selected
 *   svg.topology    data-protocol and data-fate of the chosen packet
 *   .room           data-namespace, data-kind; .chosen (its tables are shown), .current (the hop is there)
 *   .device         data-device, data-state: up, no-carrier, down; data-form; .passed, .current
 *   .cable          data-wire (the ids of its ends), data-state: up, down; .passed, .current
 *   .dot            .dropped
 *   .lane           data-lane, data-namespace
 *   .chip           data-hop (index), data-stage, data-verdict, aria-current; .minor-drop
 *   .layer          data-layer; in it .field: data-field, .changed
 *   .kind, .sheet   data-kind: a tab and its tables; .table: data-table
 *   .row            data-row, data-line (from 0); .decides, .changed
 *   .line-link      data-line (from 0; the text counts from 1)
 */

/** What marks may ask of the panel. */
export interface Panel {
  readonly dispatch: (action: Action) => void;
  /** Shows a line of the lab in the editor; nothing happens for what no line made. */
  readonly reveal: (line: number | undefined) => void;
  /** Puts what the tool of a table prints on the clipboard. */
  readonly copy: (table: string) => void;
  /** Lets what is shown stay while the cursor moves, or not. */
  readonly pin: (pinned: boolean) => void;
  /** Saves a file that was made here, under a name to be confirmed. */
  readonly save: (name: string, content: string, encoding: 'text' | 'base64') => void;
  /** Saves frames as pcapng, or opens them in Wireshark. */
  readonly capture: (of: CaptureOf, open: boolean) => void;
  /** Shows another command of the run. */
  readonly goTo: (command: number) => void;
  /** Applies one of the scene's fixes, by its place in the list. */
  readonly fix: (index: number) => void;
}

/** The sections in reading order, which is the order of focus. */
const SECTIONS = {
  changes: 'Since the edit',
  packets: 'Packets',
  topology: 'Topology',
  journey: 'Journey',
  hop: 'Hop',
  tables: 'Tables',
} as const;

/** Makes the function that draws views on a page. It draws the same page for the same view, whatever was drawn before. */
export function panelOn(root: HTMLElement, panel: Panel): (view: View) => void {
  const topology = new Topology();
  const page = select(root) as Drawn<unknown>;
  const main = part<HTMLElement, unknown>(page, 'main', 'panel');
  const live = part<HTMLElement, unknown>(page, 'div', 'live').attr('role', 'status').attr('data-testid', 'live');
  const empty = part<HTMLDivElement, unknown>(main, 'div', 'empty').attr('data-testid', 'empty');
  const header = part<HTMLElement, unknown>(main, 'header', 'summary');
  // Beside each other in a wide panel, else one below the other, in the same order.
  const drawing = part<HTMLDivElement, unknown>(main, 'div', 'drawing-side');
  const reading = part<HTMLDivElement, unknown>(main, 'div', 'reading-side');
  const [changes, packets, drawn] = [
    section(drawing, 'changes'),
    section(drawing, 'packets'),
    section(drawing, 'topology'),
  ];
  const [journey, hop, tables] = [section(reading, 'journey'), section(reading, 'hop'), section(reading, 'tables')];
  let shown: View | undefined;
  root.addEventListener('keydown', (event) => {
    const action = shown && !event.defaultPrevented ? keyOf(event, shown) : undefined;
    if (action === undefined) return;
    event.preventDefault();
    panel.dispatch(action);
  });

  /** What is read once the drawing has been seen. */
  const drawReading = () => {
    if (shown === undefined) return;
    show(hop, hopOf(shown) !== undefined);
    show(tables, shown.scene !== undefined);
    drawHop(hop, shown, panel);
    drawNamespaceTables(tables, shown, panel);
    main.attr('aria-busy', null);
  };
  return (view) => {
    const isFirst = shown?.scene === undefined && view.scene !== undefined;
    shown = view;
    main.attr('data-state', view.scene ? 'scene' : 'empty');
    show(empty, view.scene === undefined);
    part<HTMLParagraphElement, unknown>(empty, 'p', 'calm').text(view.message);
    show(header, view.scene !== undefined);
    show(packets, packetOf(view) !== undefined);
    show(drawn, view.scene !== undefined);
    show(journey, packetOf(view) !== undefined);
    // What is measured is measured before anything is drawn, or after all of it: each time between would lay out the page.
    topology.measure(drawn);
    drawSummary(header, view, panel);
    drawTimeline(header, view, panel);
    drawChanges(changes, view, panel);
    drawPackets(packets, view, panel);
    topology.draw(drawn, view, panel);
    drawControls(journey.select<HTMLElement>(':scope > .section-head'), view, panel);
    drawScrubber(journey, view, panel);
    drawLive(live, view);
    // The first time, the drawing is to be seen at once, and the rest a frame later.
    if (isFirst) {
      main.attr('aria-busy', 'true');
      afterPaint(drawReading);
    } else drawReading();
    drawJourney(journey, view, panel);
  };
}

/** Shows a part of the page, or takes it out of sight and hearing. */
function show(place: Drawn<unknown>, shown: boolean): void {
  place.attr('hidden', shown ? null : '');
}

/** A titled section. */
function section(side: Place<HTMLDivElement>, name: keyof typeof SECTIONS): Place {
  const place = part<HTMLElement, unknown>(side, 'section', `section-${name}`)
    .attr('aria-labelledby', `title-${name}`)
    .attr('hidden', '');
  const head = part<HTMLDivElement, unknown>(place, 'div', 'section-head');
  part<HTMLHeadingElement, unknown>(head, 'h2', 'section-title').attr('id', `title-${name}`).text(SECTIONS[name]);
  return place;
}
