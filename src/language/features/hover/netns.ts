import { RT_TABLE_LOCAL } from '../../../kernel/fib/requests.ts';
import { describeRoute, tableName } from '../../../lab/words.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { ipv4Of } from '../../network/ipv4-addresses.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** A namespace: its devices and routes. */
export function hoverOnNetns({ network, text, lab }: Word): string | undefined {
  const place = network.named(text);
  if (place === undefined) return `No namespace ${code(text)} exists here.`;
  const maker = lab.recordOf(lab.history.madeNamespace(text));
  const devices = place.devices.map((device) => [
    code(device.link.name),
    device.link.kind,
    device.link.up ? 'up' : 'down',
    ipv4Of([device])
      .map(({ local, length }) => code(`${formatIpv4(local)}/${length}`))
      .join(' '),
  ]);
  const routes = place.routes
    .filter((route) => route.table !== RT_TABLE_LOCAL)
    .map((route) => [code(describeRoute(route)), tableName(route.table)]);
  return paragraphs(
    `Namespace **${code(text)}**${maker === undefined ? '' : `, made on line ${maker.line}`}; it ${place.forwards ? 'forwards packets' : 'does not forward packets'}.`,
    table(['device', 'kind', 'state', 'addresses'], devices),
    table(['route', 'table'], routes) || 'No routes.',
  );
}
