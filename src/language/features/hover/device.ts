import { formatMac } from '../../../net/mac.ts';
import { formatPrefix } from '../../../net/prefix.ts';
import type { Device, Network } from '../../network/network.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';
import { kindRows } from './device-kind.ts';

/** A device: where it is, its other end, state and addresses. */
export function hoverOnDevice(word: Word): string | undefined {
  const { text, lab, record, network } = word;
  const device = deviceMeant(word);
  if (device === undefined) {
    const stay = lab.history.placeBefore(text, record?.index ?? lab.run.commands.length, '\0');
    if (stay === undefined) return undefined;
    const there = lab.history.nameOf(stay.netns) || 'host';
    return `No device ${code(text)} is in ${code(word.place.name)}: it is in ${code(there)}.`;
  }
  const { link, place } = device;
  const maker = lab.recordOf(link.cause);
  return paragraphs(
    `**${code(link.name)}**, ${link.kind} in ${code(place.name)}${maker === undefined ? '' : `, made on line ${maker.line}`}`,
    table(['', ''], rowsOf(network, device)),
  );
}

/** The device as of the line; a new one may have been made in another namespace, and one that was moved is there. */
function deviceMeant({ network, place, text, record, lab }: Word): Device | undefined {
  const here = place.devices.find(({ link }) => link.name === text);
  if (here !== undefined || record === undefined) return here;
  const stay = lab.history.stayFrom(text, record.index) ?? lab.history.stayAt(lab.netnsOf(record), text, record.index);
  const now = stay?.life.stays.findLast((each) => each.since <= record.index);
  // By name: the network as of a line is another run's, with namespaces of its own.
  return now && network.named(lab.history.nameOf(now.netns))?.devices.find(({ link }) => link.name === now.name);
}

function rowsOf(network: Network, device: Device): string[][] {
  const { link, addresses } = device;
  const peer = network.peerOf(device);
  const carrier = link.up && !link.carrier ? ', no carrier' : '';
  return [
    ['state', `${link.up ? 'up' : 'down'}${carrier}`],
    ...(peer === undefined
      ? []
      : [['other end', `${code(peer.link.name)} in ${code(peer.place.name)}, ${peer.link.up ? 'up' : 'down'}`]]),
    ...kindRows(network, device),
    ...addresses.map((each) => ['address', code(formatPrefix({ address: each.local, length: each.prefixLength }))]),
    ['MAC', code(formatMac(link.mac))],
    ['MTU', String(link.mtu)],
  ];
}
