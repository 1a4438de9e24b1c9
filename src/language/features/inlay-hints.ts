import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { CommandRecord } from '../../lab/command-record.ts';
import { broadcastOf, formatIpv4, networkOf, parseIpv4 } from '../../net/ipv4.ts';
import { formatIp } from '../../net/prefix.ts';
import type { Analysis } from '../analysis.ts';
import type { CommandLine } from '../text/command-line.ts';

/** What a line does not say: the other end of a cable, the network of an address, where a packet comes from. */
export function inlayHintsIn(lab: Analysis, range: Range): InlayHint[] {
  const { start, end } = lab.positions.originOf(range);
  const hints: InlayHint[] = [];
  for (const written of lab.script.commands) {
    if (written.range.end < start || written.range.start > end) continue;
    // Where a loop gives a line several meanings, a hint would tell only one of them.
    const [record, ...others] = lab.executionsAt(written.range.start);
    if (record === undefined || others.length > 0 || record.exitCode !== 0) continue;
    const line = lab.lineOf(record);
    for (const { index, label, tooltip } of hintsFor(lab, record, line)) {
      const origin = line.origins[index];
      // A word that comes out of an expansion is explained elsewhere.
      if (origin === undefined || lab.text.slice(origin.start, origin.end) !== line.argv[index]) continue;
      hints.push({ position: lab.positions.positionAt(origin.end), label, tooltip, paddingLeft: true });
    }
  }
  return hints;
}

interface Hint {
  readonly index: number;
  readonly label: string;
  readonly tooltip: string;
}

function hintsFor(lab: Analysis, record: CommandRecord, line: CommandLine): Hint[] {
  const [object, verb] = line.subcommands;
  if (object === 'address' && verb === 'add') return networkHint(line);
  if (object === 'link' && verb === 'set') return peerHint(lab, record, line);
  if (line.sendsPackets) return sourceHint(lab, record, line);
  return [];
}

/** `10.0.0.5/24` is in 10.0.0.0, whose broadcast address is 10.0.0.255. */
function networkHint(line: CommandLine): Hint[] {
  const index = line.valuesOf('interface-address')[0] ?? -1;
  const [address = '', length = ''] = (line.argv[index] ?? '').split('/');
  const local = parseIpv4(address);
  const bits = Number(length);
  if (local === null || !/^\d+$/.test(length) || bits > 30) return [];
  const label = `${formatIpv4(networkOf(local, bits))} – ${formatIpv4(broadcastOf(local, bits))}`;
  return [{ index, label, tooltip: 'The address of the network and the broadcast address.' }];
}

/** The other end of a cable that is worked on. */
function peerHint(lab: Analysis, record: CommandRecord, line: CommandLine): Hint[] {
  const index = line.valuesOf('device')[0];
  const stay =
    index === undefined ? undefined : lab.history.stayAt(lab.netnsOf(record), line.argv[index]!, record.index);
  const last = stay?.life.stays.at(-1);
  const device = lab.network.devices.find(
    ({ place, link }) => place.netns.id === last?.netns && link.name === last.name && link.kind === 'veth',
  );
  const peer = device === undefined ? undefined : lab.network.peerOf(device);
  if (index === undefined || peer === undefined) return [];
  const where = peer.place === device?.place ? '' : ` in ${peer.place.name}`;
  return [{ index, label: `↔ ${peer.link.name}${where}`, tooltip: 'The other end of the cable.' }];
}

/** The source address that a packet was given. */
function sourceHint({ run }: Analysis, { index: command }: CommandRecord, line: CommandLine): Hint[] {
  const index = line.argv.findLastIndex((word) => parseIpv4(word) !== null);
  const target = parseIpv4(line.argv[index] ?? '');
  const sent = run
    .journeys(command)
    .map(({ events }) => events[0]!.before)
    .find((packet) => packet.kind === 'ipv4' && packet.dst === target);
  if (index < 0 || sent?.kind !== 'ipv4' || sent.src === target) return [];
  return [{ index, label: `from ${formatIp(sent.src)}`, tooltip: 'The source address that was chosen.' }];
}
