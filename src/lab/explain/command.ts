import { type Cause, NO_CAUSE } from '../../kernel/cause.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../command-record.ts';
import { hopCount, isArp, isOrdinary, type PacketJourney } from '../journey.ts';
import { whyNot } from './bridge.ts';
import { explainDecision, explainEvent, type NameOf } from './event.ts';

/** Ports that a sentence names at most. */
const PORTS_NAMED = 3;

/** What became of the packets of a command. */
export interface CommandFate {
  readonly ok: boolean;
  /** Short, for a code lens: `2 hops`, `dropped at r: FORWARD policy DROP`. */
  readonly short: string;
  /** One sentence or two. */
  readonly summary: string;
  /** Who made the object that decided a failure. */
  readonly cause: Cause;
  /** The packet that shows it best: the one that died, else the first IP packet, else the first. */
  readonly packet: PacketJourney | undefined;
  /** Where ARP failed: what kept the request or its answer from getting through. */
  readonly root?: TraceEvent;
}

/** Sums up the journeys of a packet command; `journeys` are all packets it caused. */
export function fateOf(record: CommandRecord, journeys: readonly PacketJourney[], nameOf: NameOf): CommandFate {
  const ip = journeys.filter((journey) => !isArp(journey));
  const sent = ip.length > 0 ? ip : journeys;
  const ok = record.exitCode === 0;
  if (sent.length === 0) {
    const said = record.stderr.trim().split('\n')[0] ?? '';
    return {
      ok,
      short: ok ? 'no packet sent' : said || 'no packet sent',
      summary: said || 'No packet was sent.',
      cause: NO_CAUSE,
      packet: undefined,
    };
  }
  const dead = deadPacket(sent, journeys);
  if (ok || dead === undefined) {
    const first = sent[0]!;
    const hops = hopCount(first);
    const count = `${hops} hop${hops === 1 ? '' : 's'}`;
    return ok
      ? { ok, short: count, summary: `Delivered in ${count}.`, cause: NO_CAUSE, packet: first }
      : {
          ok,
          short: 'no answer',
          summary: 'The packets arrived, but nothing came back.',
          cause: NO_CAUSE,
          packet: first,
        };
  }
  const { sentence, cause } = explainEvent(dead.end, nameOf);
  const what = dead.parent === undefined ? '' : 'The answer: ';
  const root = rootOf(dead, journeys);
  if (root === undefined) {
    const waits =
      dead.fate === 'lost' && dead.end.stage === 'neighbour' ? ' Nobody answered while the command ran.' : '';
    return { ok, short: shortFate(dead, nameOf), summary: `${what}${sentence}${waits}`, cause, packet: dead };
  }
  const explained = explainDecision(root.event, nameOf);
  const which = root.journey.events[0]?.parent === dead.packet ? 'The request' : 'The answer';
  const why = withheldOf(root.event, which) ?? `${which} did not get through: ${explained.sentence}`;
  return {
    ok,
    short: shortFate({ ...root.journey, fate: 'dropped', end: root.event }, nameOf),
    summary: `${what}${explainDecision(dead.end, nameOf).sentence} ${why}`,
    cause: explained.cause === NO_CAUSE ? (explained.considered[0]?.cause ?? cause) : explained.cause,
    packet: dead,
    root: root.event,
  };
}

/** The packet whose death explains the failure: an IP packet that was dropped before its answer was, else an ARP request nobody heard. */
function deadPacket(ip: readonly PacketJourney[], all: readonly PacketJourney[]): PacketJourney | undefined {
  return (
    ip.find((journey) => journey.fate === 'dropped') ??
    ip.find((journey) => journey.fate === 'lost') ??
    all.find((journey) => journey.fate === 'dropped') ??
    all.find((journey) => journey.fate === 'ignored')
  );
}

/**
 * Why ARP failed, for a packet that died of it or still waits for it: the drop of the request or of its answer, else the
 * bridge that kept the request from some of its ports.
 */
function rootOf(
  { packet, end }: PacketJourney,
  all: readonly PacketJourney[],
): { readonly journey: PacketJourney; readonly event: TraceEvent } | undefined {
  if (end.stage !== 'neighbour') return undefined;
  const requests = all.filter((journey) => journey.parent === packet && isArp(journey));
  const answers = all.filter((journey) => isArp(journey) && requests.some((each) => each.packet === journey.parent));
  const tells = (event: TraceEvent) =>
    event.stage === 'vlan' || event.reason === 'ARP_RPFILTER' || (event.stage !== 'arp' && !isOrdinary(event));
  const dropped = [...answers, ...requests].find(({ fate, end: at }) => fate === 'dropped' && tells(at));
  if (dropped !== undefined) return { journey: dropped, event: dropped.end };
  for (const journey of requests) {
    const event = journey.events.find((each) => withheldOf(each) !== undefined);
    if (event !== undefined) return { journey, event };
  }
  return undefined;
}

/** The ports that a bridge kept a flood from for their VLAN or state: whoever is behind them hears nothing. */
function withheldOf({ decision }: TraceEvent, which = ''): string | undefined {
  if (decision?.kind !== 'bridge' || decision.action !== 'flood') return undefined;
  const ports = decision.withheld.filter(({ why }) => why !== 'blocking' && why !== 'same-port' && why !== 'disabled');
  if (ports.length === 0) return undefined;
  const { bridge, vlan } = decision;
  const more = ports.length > PORTS_NAMED ? ` and ${ports.length - PORTS_NAMED} more` : '';
  const named = ports.slice(0, PORTS_NAMED);
  if (ports.every(({ why }) => why === 'vlan'))
    return `${which} stayed in VLAN ${vlan}: ${bridge} kept it from ${named.map(({ port }) => port).join(', ')}${more}.`;
  const reasons = named.map((each) => `${each.port} ${whyNot(each, vlan)}`).join(', ');
  return `${which} did not get everywhere: ${bridge} kept it from some of its ports: ${reasons}${more}.`;
}

function shortFate(journey: PacketJourney, nameOf: NameOf): string {
  const { end } = journey;
  const where = nameOf(end.netns);
  if (journey.fate === 'lost')
    return `${end.stage === 'neighbour' ? 'no answer to ARP' : 'still on its way'} at ${where}`;
  if (journey.fate === 'ignored') return 'nobody answers';
  const decision = end.decision;
  if (decision?.kind === 'bridge' && end.verdict === 'pass') return `${decision.bridge} keeps ARP from some ports`;
  if (decision?.kind === 'chain') {
    const by =
      decision.rule === undefined
        ? `${decision.policy?.chain ?? decision.hook} policy`
        : `${decision.rule.chain} rule ${decision.rule.number}`;
    return `dropped at ${where}: ${by}`;
  }
  return `dropped at ${where}: ${end.reason ?? 'no reason given'}`;
}
