import { broadcastOf, formatIpv4, networkOf, parseIpv4 } from '../../../net/ipv4.ts';
import { ipv4Of } from '../../network/ipv4-addresses.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';
import { decisionFor } from './decision.ts';

/** An address or network: its range, who has it, and the route that wins for it here. */
export function hoverOnAddress(word: Word): string | undefined {
  const [first, length] = word.text.split('/');
  const address = parseIpv4(first ?? '');
  if (address === null) return undefined;
  const owners = ipv4Of(word.network.devices).filter(({ local }) => local === address);
  const held = owners.map(({ device }) => `${code(device.link.name)} in ${code(device.place.name)}`).join(', ');
  const own = owners.some(({ device }) => device.place === word.place);
  return paragraphs(
    `**${code(word.text)}**${held === '' ? '' : `: address of ${held}`}`,
    length === undefined ? undefined : rangeTable(address, Number(length)),
    own || (length !== undefined && length !== '32') ? undefined : decisionFor(word, address),
  );
}

function rangeTable(address: number, length: number): string | undefined {
  if (!Number.isInteger(length) || length < 1 || length > 30) return undefined;
  const first = networkOf(address, length);
  const last = broadcastOf(address, length);
  return table(
    ['network', 'hosts', 'broadcast'],
    [[code(`${formatIpv4(first)}/${length}`), `${formatIpv4(first + 1)} – ${formatIpv4(last - 1)}`, formatIpv4(last)]],
  );
}
