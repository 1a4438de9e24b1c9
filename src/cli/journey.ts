import type { TraceEvent } from '../kernel/trace.ts';
import type { CommandRecord } from '../lab/command-record.ts';
import { fateOf } from '../lab/explain/command.ts';
import { explainEvent } from '../lab/explain/event.ts';
import type { PacketJourney } from '../lab/journey.ts';
import { nameOfNetns } from '../lab/machine.ts';
import type { LabRun } from '../lab/run.ts';
import { describePacket, protocolName } from '../lab/words.ts';

const MARKS = { pass: ' ', modify: '~', deliver: '✓', consume: '·', queue: '…', drop: '✗' } as const;

/** Prints the journeys of a command's packets for people, a block a packet, a line a hop. */
export function printJourneys(
  lab: LabRun,
  record: CommandRecord,
  journeys: readonly PacketJourney[],
  file: string,
): void {
  const nameOf = (netns: TraceEvent['netns']) => nameOfNetns(lab.kernel, netns);
  const fate = fateOf(record, journeys, nameOf);
  process.stdout.write(`${file}:${record.line}: ${record.text}\n${fate.ok ? '✓' : '✗'} ${fate.summary}\n`);
  printPackets(lab, journeys);
}

/** Prints each packet's way, a line a hop. */
export function printPackets(lab: LabRun, journeys: readonly PacketJourney[]): void {
  const nameOf = (netns: TraceEvent['netns']) => nameOfNetns(lab.kernel, netns);
  const lines: string[] = [];
  for (const journey of journeys) {
    const first = journey.events[0]!;
    const about = journey.parent === undefined ? '' : ` (about packet ${journey.parent})`;
    lines.push(
      '',
      `packet ${journey.packet} ${protocolName(first.before)} ${describePacket(first.before)}: ${journey.fate}${about}`,
    );
    for (const event of journey.events) lines.push(...hopLines(lab, event, first.time, nameOf));
  }
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

function hopLines(
  lab: LabRun,
  event: TraceEvent,
  start: number,
  nameOf: (netns: TraceEvent['netns']) => string,
): string[] {
  const explained = explainEvent(event, nameOf);
  const made = lab.commands[explained.cause];
  const head = `  ${MARKS[event.verdict]} +${String(event.time - start).padStart(6)} µs  ${nameOf(event.netns).padEnd(8)} ${event.stage.padEnd(9)}`;
  const reason = event.reason === undefined ? '' : ` [${event.reason}]`;
  const line = made === undefined ? '' : `  (line ${made.line})`;
  const considered = explained.considered.map(
    ({ text, why, cause, matched }) =>
      `${' '.repeat(34)}${matched ? '' : 'not '}${text}: ${why}${lab.commands[cause] ? `  (line ${lab.commands[cause].line})` : ''}`,
  );
  return [`${head} ${explained.sentence}${reason}${line}`, ...considered];
}

/** Prints trace events as one JSON object a line; namespaces become names, causes become lines. */
export function printEvents(lab: LabRun, journeys: readonly PacketJourney[]): void {
  const events = journeys.flatMap((journey) => journey.events).sort((a, b) => a.time - b.time);
  for (const event of events)
    process.stdout.write(`${JSON.stringify(event, (key, value) => plain(lab, event, key, value))}\n`);
}

function plain(lab: LabRun, event: TraceEvent, key: string, value: unknown): unknown {
  if (key === 'netns') return nameOfNetns(lab.kernel, event.netns);
  if (typeof value === 'bigint') return `0x${value.toString(16)}`;
  if (value instanceof Uint8Array) return { length: value.length };
  if (key === 'cause' && typeof value === 'number') return { command: value, line: lab.commands[value]?.line ?? null };
  return value;
}
