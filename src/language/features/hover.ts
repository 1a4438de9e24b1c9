import type { Hover, Position } from 'vscode-languageserver-types';
import { documentRole } from '../../grammar/index.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import { Network, type Place } from '../network/network.ts';
import type { CommandLine } from '../text/command-line.ts';
import { hoverOnAddress } from './hover/address.ts';
import { hoverOnDevice } from './hover/device.ts';
import { hoverOnContainer, hoverOnDocker, hoverOnNetwork } from './hover/docker.ts';
import { hoverOnExpansion } from './hover/expansion.ts';
import { hoverOnNetns } from './hover/netns.ts';
import { hoverOnNexthop } from './hover/nexthop.ts';
import { hoverOnPackets } from './hover/packets.ts';
import { hoverOnRoute } from './hover/route.ts';
import { hoverOnTable } from './hover/table.ts';
import { hoverOnVlan } from './hover/vlan.ts';
import { paragraphs } from './markdown.ts';

/** A word under the cursor with the network as of its line. */
export interface Word {
  readonly lab: Analysis;
  readonly line: CommandLine;
  readonly index: number;
  readonly text: string;
  /** The last execution of the command; undefined when it was not reached. */
  readonly record: CommandRecord | undefined;
  readonly network: Network;
  /** The namespace the command works in. */
  readonly place: Place;
}

/** What there is to say about the word under the cursor, as of its line. */
export function hoverAt(lab: Analysis, position: Position): Hover | null {
  const offset = lab.positions.offsetAt(position);
  const written = lab.script.commandAt(offset);
  if (written === undefined) return null;
  const record = lab.executionsAt(written.range.start).at(-1);
  const line = record === undefined ? written.line : lab.lineOf(record);
  const expansion = hoverOnExpansion(lab, written, offset);
  const index = line.wordAt(offset);
  if (index === undefined) return expansion === undefined ? null : hoverOf(lab, expansion.value, expansion.range);
  const kernel = record === undefined ? lab.kernelBefore(written.range.start) : lab.kernelAfter(record.index);
  const network = Network.of(kernel);
  const netns = record === undefined ? netnsOf(line) : lab.netnsOf(record);
  const place = network.named(netns) ?? network.named('');
  if (place === undefined) return null;
  const value = describe({ lab, line, index, text: line.argv[index]!, record, network, place });
  return hoverOf(lab, paragraphs(expansion?.value, value), line.originOf(index));
}

function hoverOf(lab: Analysis, value: string, range: Origin): Hover | null {
  return value === '' ? null : { contents: { kind: 'markdown', value }, range: lab.positions.rangeOf(range) };
}

function netnsOf({ netnsWord, argv }: CommandLine): string {
  return netnsWord === undefined ? '' : argv[netnsWord]!;
}

function describe(word: Word): string {
  const { line, index } = word;
  const role = line.roles[index];
  if (role === undefined) return '';
  if (role.kind !== 'value') {
    const packets = role.kind === 'program' && index === line.program ? hoverOnPackets(word) : undefined;
    return paragraphs(packets, documentRole(role), hoverOnDocker(word));
  }
  switch (role.type) {
    case 'container':
    case 'new-container':
      return paragraphs(hoverOnContainer(word), documentRole(role));
    case 'docker-network':
    case 'new-docker-network':
      return paragraphs(hoverOnNetwork(word), documentRole(role));
    case 'netns':
    case 'new-netns':
      return hoverOnNetns(word) ?? '';
    case 'device':
    case 'new-device':
    case 'bridge':
    case 'new-bridge':
    case 'vrf':
    case 'master':
      return hoverOnDevice(word) ?? documentRole(role) ?? '';
    case 'address':
    case 'prefix':
    case 'interface-address':
    case 'host': {
      const onRoute = line.subcommands[0] === 'route' ? hoverOnRoute(word) : undefined;
      const packets = line.sendsPackets ? hoverOnPackets(word) : undefined;
      return paragraphs(packets, onRoute ?? hoverOnAddress(word)) || (documentRole(role) ?? '');
    }
    case 'vlan':
      return paragraphs(hoverOnVlan(word), documentRole(role));
    case 'nexthop':
    case 'nexthop-group':
      return paragraphs(hoverOnNexthop(word), documentRole(role));
    case 'route-table':
      return paragraphs(hoverOnTable(word), documentRole(role));
    default:
      return documentRole(role, line.argv[index]) ?? '';
  }
}
