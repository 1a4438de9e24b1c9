import type { DeviceNode, TopologyScene } from '../../src/protocol/scene.ts';
import { Later } from '../later.ts';
import { peersOf } from '../layout/walls.ts';
import type { Panel } from '../panel.ts';
import { drawLineLink } from './line-link.ts';
import { type Place, part, rows } from './selection.ts';

const COLUMNS = ['namespace', 'device', 'kind', 'state', 'addresses', 'wired to', 'line'] as const;

/**
 * The topology as a table: what the drawing says, for those who do not see it, and to be searched and copied. It is longer
 * than all the rest and folded at first, so it is made when the drawing has been seen, and again only for another topology.
 */
export class Twin {
  private told: TopologyScene | undefined;
  private readonly later = new Later();

  draw(place: Place, topology: TopologyScene, panel: Panel): void {
    const twin = part<HTMLDetailsElement, unknown>(place, 'details', 'twin').attr('data-testid', 'topology-list');
    part<HTMLElement, unknown>(twin, 'summary', 'twin-summary').text('Devices as a table');
    if (this.told === topology) return;
    this.told = topology;
    this.later.do(() => drawTable(twin, topology, panel));
  }
}

function drawTable(twin: Place<HTMLDetailsElement>, topology: TopologyScene, panel: Panel): void {
  const scroll = part<HTMLDivElement, unknown>(twin, 'div', 'scroll')
    .attr('tabindex', 0)
    .attr('role', 'region')
    .attr('aria-label', 'Devices');
  const table = part<HTMLTableElement, unknown>(scroll, 'table', 'grid');
  const head = part<HTMLTableRowElement, unknown>(
    part<HTMLTableSectionElement, unknown>(table, 'thead', 'head'),
    'tr',
    'columns',
  );
  rows<HTMLTableCellElement, string>(head, 'th', 'column', COLUMNS, (name) => name)
    .attr('scope', 'col')
    .text((name) => name);

  const names = new Map(topology.namespaces.map(({ id, name }) => [id, name]));
  const byId = new Map(topology.devices.map((device) => [device.id, device]));
  const peers = peersOf(topology);
  const fullName = (device: DeviceNode) => `${names.get(device.namespace) ?? device.namespace}:${device.name}`;
  const wiredTo = ({ id, master, lower }: DeviceNode) => {
    const peer = byId.get(peers.get(id) ?? '');
    const bridge = byId.get(master ?? '');
    const below = byId.get(lower ?? '');
    return [
      peer && peer !== below && fullName(peer),
      below && `upon ${fullName(below)}`,
      bridge && `port of ${bridge.name}`,
    ]
      .filter(Boolean)
      .join(', ');
  };
  const body = part<HTMLTableSectionElement, unknown>(table, 'tbody', 'body');
  const lines = rows<HTMLTableRowElement, DeviceNode>(body, 'tr', 'row', topology.devices, ({ id }) => id).attr(
    'data-device',
    ({ id }) => id,
  );
  lines
    .selectAll<HTMLTableCellElement, string>(':scope > .cell')
    .data((device) => [
      names.get(device.namespace) ?? device.namespace,
      device.name,
      device.kind,
      device.up ? (device.carrier ? 'up' : 'up, no carrier') : 'down',
      [...device.addresses, ...(device.notes ?? [])].join(' '),
      wiredTo(device),
    ])
    .join('td')
    .attr('class', 'cell')
    .text((text) => text);
  drawLineLink(part<HTMLTableCellElement, DeviceNode>(lines, 'td', 'made'), ({ line }) => line, panel);
}
