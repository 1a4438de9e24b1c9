import { fateOf } from '../../../lab/explain/command.ts';
import { explainEvent } from '../../../lab/explain/event.ts';
import { nameOfNetns } from '../../../lab/machine.ts';
import type { Word } from '../hover.ts';
import { paragraphs, table } from '../markdown.ts';

/** Stages listed at most. */
const LIMIT = 16;

/** Where the packets of a command went. */
export function hoverOnPackets({ lab, record, line }: Word): string | undefined {
  if (record === undefined || !line.sendsPackets) return undefined;
  const nameOf = (netns: number) => nameOfNetns(lab.run.kernel, netns);
  const fate = fateOf(record, lab.run.journeys(record.index), nameOf);
  const maker = lab.recordOf(fate.cause);
  const events = fate.packet?.events ?? [];
  const rows = events
    .filter((event) => event.stage !== 'conntrack' && (event.stage !== 'hook' || event.verdict !== 'pass'))
    .map((event) => [nameOf(event.netns), event.stage, explainEvent(event, nameOf).sentence]);
  const omitted = rows.length > LIMIT ? `… and ${rows.length - LIMIT} more` : undefined;
  return paragraphs(
    `${fate.ok ? '✓' : '✗'} ${fate.summary}${maker === undefined ? '' : ` Line ${maker.line} decided it.`}`,
    table(['where', 'stage', 'what happened'], rows.slice(0, LIMIT)),
    omitted,
  );
}
