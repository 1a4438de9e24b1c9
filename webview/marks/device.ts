import { ADDRESS_SIZE, type PlacedDevice } from '../layout/device.ts';
import { monoWidth } from '../layout/text.ts';
import { ICONS } from './icons.ts';
import { tintOf } from './legend.ts';
import { type Marks, type Place, part, rows } from './selection.ts';

/** What the chosen packet has to do with devices. */
export interface DeviceContext {
  readonly passed: ReadonlySet<string>;
  readonly current: ReadonlySet<string>;
  readonly reveal: (line: number | undefined) => void;
  readonly subnetOf: (address: string) => number | undefined;
  /** True for what the reader looks for. */
  readonly found: (device: string) => boolean;
}

/**
 * Devices: cards on the walls, bars of switches, jacks of crowded ones, chips of loopback devices. Hidden from screen
 * readers, which read the list below the drawing instead.
 */
export function drawDevices(layer: Place<SVGGElement>, devices: readonly PlacedDevice[], context: DeviceContext): void {
  // Drawn anew in another form, so that nothing of the form before stays.
  const keyOf = ({ device, form }: PlacedDevice) => `${device.id} ${form}`;
  const marks = rows<SVGGElement, PlacedDevice>(layer, 'g', 'device', devices, keyOf)
    .attr('aria-hidden', 'true')
    .attr('data-device', ({ device }) => device.id)
    .attr('data-form', ({ form }) => form)
    .attr('data-state', stateOf)
    .attr('data-kind', ({ device }) => device.kind)
    .classed('idle', ({ device }) => device.idle === true)
    .classed('passed', ({ device }) => context.passed.has(device.id))
    .classed('current', ({ device }) => context.current.has(device.id))
    .classed('found', ({ device }) => context.found(device.id))
    .classed('linked', ({ device }) => device.line !== undefined)
    .attr('transform', ({ x, y }) => `translate(${x},${y})`)
    .on('click', (_, { device }) => context.reveal(device.line));
  part<SVGRectElement, PlacedDevice>(marks, 'rect', 'body')
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
    .attr('rx', ({ form }) => (form === 'card' ? 3 : form === 'jack' ? 2 : form === 'switch' ? 6 : 8));
  part<SVGTitleElement, PlacedDevice>(marks, 'title', 'why').text(describe);
  drawPlugs(marks.filter(({ form, wall }) => form === 'card' && wall !== 'inside'));
  drawCards(
    marks.filter(({ form }) => form === 'card'),
    context,
  );
  drawSwitches(
    marks.filter(({ form }) => form === 'switch'),
    context,
  );
  drawChips(marks.filter(({ form }) => form === 'chip'));
}

/** `up`, `no-carrier` (up, but nothing at the other end of the wire is), or `down`. */
export function stateOf({ device }: PlacedDevice): 'up' | 'no-carrier' | 'down' {
  return device.up ? (device.carrier ? 'up' : 'no-carrier') : 'down';
}

function describe(placed: PlacedDevice): string {
  const { device } = placed;
  const notes = device.notes ?? [];
  const parts = [`${device.name} (${device.kind}), ${stateOf(placed)}`, device.mac, ...device.addresses, ...notes];
  return parts.filter((text) => text !== '').join('\n');
}

/** The socket in the wall that the wire is plugged into. */
function drawPlugs(marks: Marks<SVGGElement, PlacedDevice>): void {
  part<SVGRectElement, PlacedDevice>(marks, 'rect', 'plug')
    .attr('x', ({ plug, x }) => plug.x - x - 4)
    .attr('y', ({ plug, y }) => plug.y - y - 4)
    .attr('width', 8)
    .attr('height', 8)
    .attr('rx', 2);
}

function drawCards(marks: Marks<SVGGElement, PlacedDevice>, context: DeviceContext): void {
  tintsOfAddresses(marks, context)
    .attr('x', 5)
    .attr('y', (_, index) => 19.5 + index * 13);
  part<SVGCircleElement, PlacedDevice>(marks, 'circle', 'led').attr('cx', 11).attr('cy', 10.5).attr('r', 3);
  part<SVGTextElement, PlacedDevice>(marks, 'text', 'name')
    .attr('x', 19)
    .attr('y', 14.5)
    .text(({ device }) => device.name);
  rowsOfAddresses(marks)
    .attr('x', 8)
    .attr('y', (_, index) => 29 + index * 13);
  rowsOfNotes(marks)
    .attr('x', 8)
    .attr('y', function below(_, index) {
      return 29 + (ownerOf(this).lines.length + index) * 13;
    });
}

function drawSwitches(marks: Marks<SVGGElement, PlacedDevice>, context: DeviceContext): void {
  tintsOfAddresses(marks, context)
    .attr('y', 6)
    .attr('x', function beside() {
      return 37 + monoWidth(ownerOf(this).device.name);
    });
  part<SVGPathElement, PlacedDevice>(marks, 'path', 'glyph')
    .attr('d', ({ device }) => ICONS[BAR_ICONS[device.kind] ?? 'switch'])
    .attr('transform', 'translate(8,4)');
  part<SVGTextElement, PlacedDevice>(marks, 'text', 'name')
    .attr('x', 30)
    .attr('y', 16)
    .text(({ device }) => device.name);
  rowsOfAddresses(marks)
    .attr('y', 16)
    .attr('x', function beside() {
      return 40 + monoWidth(ownerOf(this).device.name);
    });
  rowsOfNotes(marks)
    .attr('y', 16)
    .attr('x', function behind(_, index) {
      const { device, lines, notes } = ownerOf(this);
      const before = [...lines, ...notes.slice(0, index)];
      return 40 + monoWidth(device.name) + before.reduce((sum, text) => sum + monoWidth(text, ADDRESS_SIZE) + 10, 0);
    });
}

/** The device that a part of its mark belongs to. */
function ownerOf(element: SVGElement): PlacedDevice {
  return (element.parentNode as unknown as { __data__: PlacedDevice }).__data__;
}

const BAR_ICONS: Readonly<Record<string, keyof typeof ICONS>> = { bond: 'bond', vrf: 'vrf' };

function drawChips(marks: Marks<SVGGElement, PlacedDevice>): void {
  part<SVGTextElement, PlacedDevice>(marks, 'text', 'name')
    .attr('x', ({ width }) => width / 2)
    .attr('y', 11.5)
    .text(({ device }) => device.name);
}

/** A plate in the subnet's tint below each address. */
function tintsOfAddresses(marks: Marks<SVGGElement, PlacedDevice>, { subnetOf }: DeviceContext) {
  return marks
    .selectAll<SVGRectElement, string>(':scope > .tint')
    .data(({ lines }) => lines)
    .join((enter) => enter.insert('rect', '.name'))
    .attr('class', 'tint')
    .attr('data-tint', (line) => tintOf(subnetOf(line.replace(/ \+\d+$/, ''))))
    .attr('width', (line) => monoWidth(line, ADDRESS_SIZE) + 5)
    .attr('height', 12.5)
    .attr('rx', 3);
}

function rowsOfAddresses(marks: Marks<SVGGElement, PlacedDevice>) {
  return marks
    .selectAll<SVGTextElement, string>(':scope > .address')
    .data(({ lines }) => lines)
    .join('text')
    .attr('class', 'address')
    .attr('font-size', ADDRESS_SIZE)
    .text((line) => line);
}

/** What is told besides the addresses, in words. */
function rowsOfNotes(marks: Marks<SVGGElement, PlacedDevice>) {
  return marks
    .selectAll<SVGTextElement, string>(':scope > .note')
    .data(({ notes }) => notes)
    .join('text')
    .attr('class', 'note')
    .attr('font-size', ADDRESS_SIZE)
    .text((note) => note);
}
