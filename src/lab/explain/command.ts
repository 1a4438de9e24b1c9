import { type Cause, NO_CAUSE } from '../../kernel/cause.ts';
import type { CommandRecord } from '../command-record.ts';
import { hopCount, isArp, type PacketJourney } from '../journey.ts';
import { explainEvent, type NameOf } from './event.ts';

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
  return { ok, short: shortFate(dead, nameOf), summary: what + sentence, cause, packet: dead };
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

function shortFate(journey: PacketJourney, nameOf: NameOf): string {
  const { end } = journey;
  const where = nameOf(end.netns);
  if (journey.fate === 'lost') return `${end.stage === 'neighbour' ? 'waits for ARP' : 'still on its way'} at ${where}`;
  if (journey.fate === 'ignored') return 'nobody answers';
  const decision = end.decision;
  if (decision?.kind === 'chain') {
    const by =
      decision.rule === undefined
        ? `${decision.policy?.chain ?? decision.hook} policy`
        : `${decision.rule.chain} rule ${decision.rule.number}`;
    return `dropped at ${where}: ${by}`;
  }
  return `dropped at ${where}: ${end.reason ?? 'no reason given'}`;
}
