import type { TraceEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { type CommandFate, fateOf } from '../../lab/explain/command.ts';
import type { PacketJourney } from '../../lab/journey.ts';
import { nameOfNetns } from '../../lab/machine.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import { type Device, Network } from '../network/network.ts';

/** A packet command that failed without a word, with what became of its packets. */
export interface Loss {
  readonly record: CommandRecord;
  readonly fate: CommandFate;
  /** What it was due to, where a rule of its own is about that. */
  readonly due: Due | undefined;
}

/** The reasons that have a rule of their own. */
type Due =
  | { readonly to: 'spanning-tree'; readonly event: TraceEvent }
  | { readonly to: 'macvlan'; readonly station: string; readonly lower: string }
  /** The way back to the sender does not lead out where its packet, or its ARP request, came in. */
  | { readonly to: 'reverse-path'; readonly event: TraceEvent; readonly source: Ipv4 }
  /** A frame that a bridge passes on met the rules for what is routed. */
  | { readonly to: 'bridged-filter'; readonly event: TraceEvent }
  /** The answer has no route back. */
  | { readonly to: 'no-way-back'; readonly event: TraceEvent; readonly source: Ipv4 }
  /** The Internet has no route to a private address. */
  | { readonly to: 'private-source'; readonly source: Ipv4 }
  /** The destination is looked for on a wire that it is not on. */
  | { readonly to: 'other-wire'; readonly event: TraceEvent; readonly target: Ipv4; readonly owner: Device };

/** Losses for which the machine is looked at as it was then. That costs a run each; the others are judged by the end. */
const CLOSELY = 4;

const known = new WeakMap<Analysis, readonly Loss[]>();

/** The packet commands that failed and whose status the script does not look at. */
export function lossesOf(lab: Analysis): readonly Loss[] {
  let losses = known.get(lab);
  if (losses === undefined) {
    const lost = lab.run.commands.filter((record) => isLost(lab, record));
    losses = lost.map((record, index) => lossOf(lab, record, index < CLOSELY));
    known.set(lab, losses);
  }
  return losses;
}

function isLost(lab: Analysis, record: CommandRecord): boolean {
  return record.exitCode !== 0 && !record.tested && record.stderr === '' && lab.lineOf(record).sendsPackets;
}

function lossOf(lab: Analysis, record: CommandRecord, closely: boolean): Loss {
  const { run } = lab;
  const journeys = run.journeys(record.index);
  const fate = fateOf(record, journeys, (netns) => nameOfNetns(run.kernel, netns));
  const end = fate.root ?? fate.packet?.end;
  if (end === undefined || fate.packet === undefined) return { record, fate, due: undefined };
  const networkThen = () => (closely ? Network.of(lab.kernelAfter(record.index)) : lab.network);
  const due =
    spanningTree(end) ??
    reversePath(end, journeys) ??
    bridgedFilter(fate.packet) ??
    noWayBack(lab, fate.packet) ??
    (fate.root === undefined ? otherStation(fate.packet, networkThen) : undefined);
  return { record, fate, due };
}

function spanningTree(event: TraceEvent): Due | undefined {
  const state = event.decision?.kind === 'device' ? event.decision.state : undefined;
  return state === 'listening' || state === 'learning' ? { to: 'spanning-tree', event } : undefined;
}

/** A packet that the filter dropped, or one that waits in vain because it dropped the ARP request. */
function reversePath(end: TraceEvent, journeys: readonly PacketJourney[]): Due | undefined {
  const isFiltered = ({ reason }: TraceEvent) => reason === 'IP_RPFILTER' || reason === 'ARP_RPFILTER';
  const event =
    isFiltered(end) || end.stage !== 'neighbour'
      ? end
      : journeys.map((each) => each.end).find((each) => each.stage === 'arp' && isFiltered(each));
  if (event === undefined || !isFiltered(event)) return undefined;
  const { before } = event;
  const source = before.kind === 'ipv4' ? before.src : before.kind === 'arp' ? before.senderIp : undefined;
  return source === undefined ? undefined : { to: 'reverse-path', event, source };
}

/** It met the chain while a bridge had it: no routing decision was taken in that namespace since it came in. */
function bridgedFilter({ events, end }: PacketJourney): Due | undefined {
  if (end.stage !== 'hook' || end.decision?.kind !== 'chain' || end.decision.hook !== 'FORWARD') return undefined;
  const before = events.slice(0, events.indexOf(end)).filter(({ netns }) => netns === end.netns);
  const last = before.findLast(({ stage }) => stage === 'bridge' || stage === 'route' || stage === 'forward');
  return last?.stage === 'bridge' ? { to: 'bridged-filter', event: end } : undefined;
}

/** An answer that dies at the first routing decision, in the Internet or elsewhere. */
function noWayBack({ network }: Analysis, { end, parent }: PacketJourney): Due | undefined {
  const { before, stage, verdict } = end;
  if (parent === undefined || stage !== 'route' || verdict !== 'drop' || before.kind !== 'ipv4') return undefined;
  if (end.reason !== 'IP_OUTNOROUTES') return undefined;
  const source = before.dst;
  const place = network.places.find(({ netns }) => netns.id === end.netns);
  return place?.kind === 'internet' ? { to: 'private-source', source } : { to: 'no-way-back', event: end, source };
}

/** ARP asked for the destination itself, which is elsewhere, or is kept from answering by what it is. */
function otherStation({ end }: PacketJourney, networkThen: () => Network): Due | undefined {
  if (end.before.kind !== 'ipv4') return undefined;
  const { decision, netns, device } = end;
  const asksForTarget = end.stage === 'neighbour' && decision?.kind === 'neighbour';
  const swallowed = decision?.kind === 'device' && decision.state === 'swallows';
  if (!asksForTarget && !swallowed) return undefined;
  const network = networkThen();
  const name = swallowed ? decision.device : device;
  const sender = network.devices.find(({ place, link }) => place.netns.id === netns && link.name === name);
  const address = asksForTarget ? decision.address : end.before.dst;
  const owner = ipv4Of(network.devices).find(({ local }) => local === address)?.device;
  if (sender === undefined || owner === undefined || owner.place === sender.place) return undefined;
  const macvlan = macvlanAndParent(network, owner, sender) ?? macvlanAndParent(network, sender, owner);
  if (macvlan !== undefined) return macvlan;
  if (address !== end.before.dst || network.domainOf(sender).includes(owner)) return undefined;
  return { to: 'other-wire', event: end, target: address, owner };
}

function macvlanAndParent(network: Network, station: Device, lower: Device): Due | undefined {
  if (station.link.macvlan === undefined || network.lowerOf(station) !== lower) return undefined;
  return { to: 'macvlan', station: station.link.name, lower: lower.link.name };
}
