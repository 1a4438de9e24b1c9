import type { TraceEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { type CommandFate, fateOf } from '../../lab/explain/command.ts';
import { nameOfNetns } from '../../lab/machine.ts';
import type { Analysis } from '../analysis.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import { Network } from '../network/network.ts';

/** A packet command that failed without a word, with what became of its packets. */
export interface Loss {
  readonly record: CommandRecord;
  readonly fate: CommandFate;
  /** What it was due to, where a rule of its own is about that. */
  readonly due:
    | { readonly to: 'spanning-tree'; readonly event: TraceEvent }
    | { readonly to: 'macvlan'; readonly station: string; readonly lower: string }
    | undefined;
}

const known = new WeakMap<Analysis, readonly Loss[]>();

/** The packet commands that failed and whose status the script does not look at. */
export function lossesOf(lab: Analysis): readonly Loss[] {
  let losses = known.get(lab);
  if (losses === undefined) {
    losses = lab.run.commands.flatMap((record) => lossOf(lab, record) ?? []);
    known.set(lab, losses);
  }
  return losses;
}

function lossOf(lab: Analysis, record: CommandRecord): Loss | undefined {
  if (record.exitCode === 0 || record.tested || record.stderr !== '') return undefined;
  if (!lab.lineOf(record).sendsPackets) return undefined;
  const { run } = lab;
  const fate = fateOf(record, run.journeys(record.index), (netns) => nameOfNetns(run.kernel, netns));
  return { record, fate, due: dueTo(lab, record, fate) };
}

function dueTo(lab: Analysis, record: CommandRecord, { packet, root }: CommandFate): Loss['due'] {
  const event = root ?? packet?.end;
  const state = event?.decision?.kind === 'device' ? event.decision.state : undefined;
  if (event !== undefined && (state === 'listening' || state === 'learning')) return { to: 'spanning-tree', event };
  if (packet?.end.stage !== 'neighbour' || packet.end.decision?.kind !== 'neighbour') return undefined;
  const { netns, device } = packet.end;
  const network = Network.of(lab.kernelAfter(record.index));
  const sender = network.devices.find(({ place, link }) => place.netns.id === netns && link.name === device);
  const { address } = packet.end.decision;
  const owner = ipv4Of(network.devices).find(({ local }) => local === address)?.device;
  if (sender === undefined || owner === undefined) return undefined;
  for (const [station, other] of [
    [owner, sender],
    [sender, owner],
  ] as const) {
    if (station.link.macvlan === undefined || network.lowerOf(station) !== other) continue;
    return { to: 'macvlan', station: station.link.name, lower: other.link.name };
  }
  return undefined;
}
