import type { Netns } from '../../kernel/netns/netns.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { fateOf } from '../../lab/explain/command.ts';
import { explainEvent } from '../../lab/explain/event.ts';
import type { PacketJourney } from '../../lab/journey.ts';
import { describePacket, protocolName } from '../../lab/words.ts';
import type { HopScene, JourneyScene, PacketScene } from '../../protocol/scene.ts';
import { FrameTable } from './bytes.ts';
import type { SceneContext } from './context.ts';
import { deviceId, namespaceId } from './identity.ts';
import { layersOf } from './layers.ts';
import { rowsOf } from './rows.ts';

/** Packets listed at most; a flood ping has no use for more in a picture. */
const PACKET_LIMIT = 200;

/** The journey of the packets of the scene's command; undefined when it sent none. */
export function journeyScene(context: SceneContext): JourneyScene | undefined {
  const { run } = context;
  const record = senderOf(context);
  if (record === undefined) return undefined;
  const journeys = run.journeys(record.index);
  const fate = fateOf(record, journeys, context.nameOf);
  const shown = journeys.slice(0, PACKET_LIMIT);
  const table = new FrameTable();
  const begin = Math.min(...shown.map(({ events }) => events[0]!.time));
  return {
    index: record.index,
    line: record.line - 1,
    command: record.text,
    namespace: record.netns,
    summary: fate.summary,
    ok: fate.ok,
    packets: shown.map((journey) => packetScene(context, journey, begin, table)),
    frames: table.frames,
    selected: fate.packet?.packet ?? shown[0]!.packet,
    omitted: journeys.length - shown.length,
  };
}

/** The scene's command, or the one before it on its line that sent packets: `ping … || echo lost`. */
export function senderOf({ run, record }: Pick<SceneContext, 'run' | 'record'>): CommandRecord | undefined {
  if (record === undefined) return undefined;
  for (let index = record.index; run.commands[index]?.line === record.line; index--) {
    const command = run.commands[index]!;
    // Another turn of a loop is another story.
    if (command !== record && command.range.start === record.range.start) return undefined;
    if (run.journeys(index).length > 0) return command;
  }
  return undefined;
}

function packetScene(context: SceneContext, journey: PacketJourney, begin: number, table: FrameTable): PacketScene {
  const first = journey.events[0]!;
  const end = explainEvent(journey.end, context.nameOf);
  return {
    id: journey.packet,
    parent: journey.parent,
    protocol: protocolName(first.before),
    title: describePacket(first.before),
    fate: journey.fate,
    sentence: end.sentence,
    start: first.time - begin,
    hops: journey.events.map((event, index) => ({
      ...hopScene(context, event, first.time, journey.order[index]!),
      layers: layersOf(event, arrivedWith(journey.events, index)),
      ...table.at(event),
    })),
  };
}

/** The link header that a packet came to a host with, where it leaves it with another. */
function arrivedWith(events: readonly TraceEvent[], index: number): TraceEvent['mac'] {
  const { stage, netns, mac } = events[index]!;
  if (stage !== 'transmit' || mac === undefined) return undefined;
  const here = events.slice(0, index).filter((event) => event.netns === netns);
  if (!here.some((event) => event.stage === 'forward')) return undefined;
  const before = here.findLast((event) => event.stage === 'receive')?.mac;
  return before === undefined || (before.src === mac.src && before.dst === mac.dst) ? undefined : before;
}

function hopScene(
  context: SceneContext,
  event: TraceEvent,
  start: number,
  order: number,
): Omit<HopScene, 'layers' | 'bytes'> {
  const explained = explainEvent(event, context.nameOf);
  // A packet may get on to a namespace that is made later; its devices are not shown as of the line.
  const netns = context.namespaces.find(({ id }) => id === event.netns);
  const link = netns && event.device !== undefined ? context.kernel.link.find(netns, event.device) : undefined;
  return {
    time: event.time - start,
    order,
    namespace: namespaceId(event.netns),
    device: link === undefined ? undefined : deviceId(event.netns, link.ifindex),
    to: netns === undefined || link === undefined ? [] : reachedFrom(context, event, netns, link.ifindex),
    stage: event.stage,
    title: titleOf(event),
    verdict: event.verdict,
    reason: event.reason,
    sentence: explained.sentence,
    line: context.lineOf(explained.cause),
    rows: rowsOf(event),
    considered: explained.considered.map(({ text, why, cause, matched }) => ({
      text,
      why,
      line: context.lineOf(cause),
      ...(matched && { matched }),
    })),
  };
}

/** Where the frame arrives: at the other end of the wire, or at the device above or below in another namespace. */
function reachedFrom({ kernel, namespaces }: SceneContext, event: TraceEvent, netns: Netns, ifindex: number): string[] {
  const idOf = (end: { readonly netns: Netns; readonly ifindex: number } | undefined) =>
    end === undefined ? [] : [deviceId(end.netns.id, end.ifindex)];
  if (event.stage === 'transmit') return idOf(kernel.link.wireOf(netns, ifindex));
  if (event.decision?.kind !== 'macvlan') return [];
  const below = kernel.link.lowerOf(netns, ifindex);
  if (below !== undefined) return below.netns === netns ? [] : idOf(below);
  const { stations } = event.decision;
  return namespaces.flatMap((there) =>
    there === netns
      ? []
      : kernel.link.dump(there).flatMap((each) => {
          const lower = kernel.link.lowerOf(there, each.ifindex);
          const isThis = lower?.netns === netns && lower.ifindex === ifindex;
          return isThis && stations.includes(each.name) ? idOf({ netns: there, ifindex: each.ifindex }) : [];
        }),
  );
}

function titleOf(event: TraceEvent): string {
  const decision = event.decision;
  switch (event.stage) {
    case 'hook':
      return decision?.kind === 'chain' ? `${decision.hook} ${decision.table}` : 'netfilter';
    case 'bridge':
      return decision?.kind === 'bridge' ? decision.bridge : 'bridge';
    case 'route':
      return 'routing';
    case 'forward':
      return 'forward';
    case 'arp':
      return 'ARP';
    case 'vlan':
      return decision?.kind === 'vlan' ? `VLAN ${decision.id} ${decision.action}` : 'VLAN';
    case 'vxlan':
      return decision?.kind === 'vxlan'
        ? `VXLAN ${decision.vni} ${decision.action === 'encapsulate' ? 'in' : 'out'}`
        : 'VXLAN';
    case 'bond':
      return decision?.kind === 'bond' && decision.port !== undefined ? `slave ${decision.port}` : 'no slave';
    case 'macvlan':
      return decision?.kind === 'macvlan' && decision.stations.length > 0
        ? `to ${decision.stations.join(', ')}`
        : 'out below';
    case 'transmit':
      return `${event.device ?? ''} out`;
    case 'receive':
      return `${event.device ?? ''} in`;
    default:
      return event.stage;
  }
}
