import { EPOCH } from '../../kernel/epoch.ts';
import type { ConntrackEvent, ConntrackSocket } from '../../kernel/netfilter/conntrack/events.ts';
import { listenToConntrack } from '../../kernel/netfilter/conntrack/requests.ts';
import { SIGINT, SIGTERM } from '../coreutils/signals.ts';
import type { Process, Running } from '../process.ts';
import { HEAD } from './complaint.ts';
import { isWanted } from './filter.ts';
import { ageOf, formatEntry, formatSaved, formatXml, type Shown, secondsLeft, XML_END, XML_HEAD } from './print.ts';
import type { Request } from './request.ts';

const SECOND = 1_000_000;
/** The kernel counts time in steps: within one, nothing of a timeout has passed. */
const JIFFY = 4000;

const KINDS = { NEW: '    [NEW] ', UPDATE: ' [UPDATE] ', DESTROY: '[DESTROY] ' } as const;
const XML_KINDS = { NEW: 'new', UPDATE: 'update', DESTROY: 'destroy' } as const;

/** `-E`: prints events until a signal ends it. Each line is written at once. */
export function* watch(process: Process, request: Request): Running {
  const socket = request.table === 'expect' ? undefined : listenToConntrack(process.netns);
  let interrupted = false;
  let count = 0;
  const caught = (signal: number) => {
    interrupted ||= signal === SIGINT || signal === SIGTERM;
    return interrupted;
  };
  try {
    while (!interrupted) {
      yield { ready: () => socket?.pending() ?? false, caught };
      count += printPending(process, request, socket, count);
    }
  } finally {
    socket?.close();
  }
  if (request.output.has('xml') && count > 0) process.stdout.write(XML_END);
  const what = request.table === 'expect' ? 'expectation' : 'flow';
  process.stderr.write(`${HEAD}${count} ${what} events have been shown.\n`);
  return 0;
}

function printPending(process: Process, request: Request, socket: ConntrackSocket | undefined, before: number): number {
  let count = 0;
  for (let event = socket?.take(); event !== undefined; event = socket?.take()) {
    if (!request.events.includes(event.kind) || !isWanted(event.entry, request)) continue;
    const head = request.output.has('xml') && before + count === 0 ? XML_HEAD : '';
    process.stdout.write(`${head}${formatEvent(event, request)}\n`);
    count++;
  }
  return count;
}

function formatEvent(event: ConntrackEvent, { output }: Request): string {
  const { kind, entry, time, port } = event;
  const what: Shown = {
    entry,
    left: leftOf(event),
    uses: undefined,
    mark: port !== undefined && kind !== 'DESTROY',
    age: kind === 'DESTROY' ? ageOf(entry, time) : undefined,
  };
  if (output.has('xml')) return formatXml(what, XML_KINDS[kind]);
  if (output.has('save')) return formatSaved(what);
  const stamp = output.has('timestamp') ? `[${stampOf(time)}]\t` : '';
  const by = port === undefined ? '' : ` [USERSPACE] portid=${port}`;
  return `${stamp}${KINDS[kind]}${formatEntry({ ...what, entry: countedOnlyAtTheEnd(event) }, output)}${by}`;
}

/** Counters are told when a connection ends. */
function countedOnlyAtTheEnd({ kind, entry }: ConntrackEvent): ConntrackEvent['entry'] {
  return kind === 'DESTROY' ? entry : { ...entry, counters: undefined };
}

/** A connection that ended because its time was up has none left to tell. */
function leftOf({ kind, entry, time, port }: ConntrackEvent): number | undefined {
  const atOnce = Math.max(0, Math.floor((entry.expires - time + JIFFY) / SECOND));
  if (kind !== 'DESTROY') return atOnce;
  return (port === undefined ? atOnce : secondsLeft(entry, time)) || undefined;
}

function stampOf(time: number): string {
  const at = EPOCH * SECOND + time;
  return `${Math.floor(at / SECOND)}.${String(at % SECOND).padStart(6, '0')}`;
}
