import { broadcastOf, formatIpv4, type Ipv4, isInNetwork, networkOf, parseIpv4 } from '../../../net/ipv4.ts';
import { type Ipv4Address, ipv4Of } from '../../network/ipv4-addresses.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';
import { decisionFor } from './decision.ts';

/** Addresses of a segment listed at most. */
const LIMIT = 12;

/** An address or network: its range, who has it, who else is on its segment, and the route that wins for it here. */
export function hoverOnAddress(word: Word): string | undefined {
  const [first, written] = word.text.split('/');
  const address = parseIpv4(first ?? '');
  if (address === null) return undefined;
  const owners = ipv4Of(word.network.devices).filter(({ local }) => local === address);
  const held = owners.map(({ device }) => `${code(device.link.name)} in ${code(device.place.name)}`).join(', ');
  const own = owners.find(({ device }) => device.place === word.place);
  const length = written === undefined ? (own ?? owners[0])?.length : Number(written);
  return paragraphs(
    `**${code(word.text)}**${held === '' ? '' : `: address of ${held}`}`,
    length === undefined ? undefined : rangeTable(address, length),
    segment(word, address, length ?? 32, own ?? owners[0]),
    own !== undefined || (written !== undefined && written !== '32') ? undefined : decisionFor(word, address),
  );
}

function rangeTable(address: Ipv4, length: number): string | undefined {
  if (!Number.isInteger(length) || length < 1 || length > 30) return undefined;
  const first = networkOf(address, length);
  const last = broadcastOf(address, length);
  return table(
    ['network', 'hosts', 'broadcast'],
    [[code(`${formatIpv4(first)}/${length}`), `${formatIpv4(first + 1)} – ${formatIpv4(last - 1)}`, formatIpv4(last)]],
  );
}

/** Who can be reached without a router: all addresses on the wire of its owner, or of a device in the network that is meant. */
function segment({ network, place }: Word, address: Ipv4, length: number, owner: Ipv4Address | undefined): string {
  const on = owner ?? ipv4Of(place.devices).find(({ local }) => isInNetwork(local, networkOf(address, length), length));
  if (on === undefined || on.device.link.kind === 'loopback') return '';
  const others = ipv4Of(network.domainOf(on.device)).filter(
    ({ local, device }) => local !== address && device.place.kind !== 'internet',
  );
  if (others.length === 0) return owner === undefined ? '' : 'Nobody else on its segment has an address.';
  const rows = others
    .slice(0, LIMIT)
    .map(({ local, length: bits, device }) => [
      code(`${formatIpv4(local)}/${bits}`),
      `${code(device.link.name)} in ${code(device.place.name)}`,
      device.link.up ? '' : '**down**',
    ]);
  return paragraphs(
    table([owner === undefined ? 'on the segment' : 'also on the segment', '', ''], rows),
    others.length > LIMIT ? `… and ${others.length - LIMIT} more` : undefined,
  );
}
