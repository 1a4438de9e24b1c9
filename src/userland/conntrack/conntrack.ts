import { CONNTRACK } from '../../grammar/conntrack/conntrack.ts';
import { usageOf } from '../../grammar/usage.ts';
import {
  conntrackStatistics,
  countConnections,
  dumpConnections,
  flushConnections,
  getConnection,
  removeConnection,
  zeroCounters,
} from '../../kernel/netfilter/conntrack/requests.ts';
import type { ConntrackInfo } from '../../kernel/netfilter/requests.ts';
import type { Process, Program, Running } from '../process.ts';
import { create, update } from './change.ts';
import { Complaint, fail, HEAD, misuse } from './complaint.ts';
import { watch } from './events.ts';
import { isWanted } from './filter.ts';
import { parseOptions } from './options.ts';
import { formatEntry, formatSaved, formatXml, type Shown, shown, XML_END, XML_HEAD } from './print.ts';
import { type Request, tupleOf } from './request.ts';

/** Processors that statistics are told of one by one. */
const PROCESSORS = 4;

/** conntrack(8), conntrack-tools 1.4.7. */
export const conntrack: Program = (process) => {
  try {
    return run(process, process.argv);
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    process.stderr.write(error.text);
    if (error.index !== undefined) process.blame(error.index);
    return error.status;
  }
};

function run(process: Process, argv: readonly string[]): number | Running {
  const request = parseOptions(process, argv);
  if (request === 'help') {
    process.stdout.write(usageOf('conntrack', CONNTRACK));
    return 0;
  }
  if (request === 'version') {
    process.stdout.write('conntrack v1.4.7 (conntrack-tools)\n');
    return 0;
  }
  return perform(process, request);
}

function perform(process: Process, request: Request): number | Running {
  switch (request.command) {
    case 'L':
      return list(process, request);
    case 'G':
      return get(process, request);
    case 'D':
      return remove(process, request);
    case 'I':
      return tell(process, create(process, request), 'created');
    case 'A':
      return tell(process, create(process, request), 'added');
    case 'U':
      return update(process, request, (entries) => report(process, request, entries, 'updated'));
    case 'E':
      return watch(process, request);
    case 'F':
      return flush(process, request);
    case 'C':
      return count(process, request);
    case 'S':
      return statistics(process);
    case 'R':
      return load(process, request);
    case undefined:
      return 0;
  }
}

function tell(process: Process, number: number, done: string): number {
  process.stderr.write(`${HEAD}${number} flow entries have been ${done}.\n`);
  return 0;
}

/** The entries that a listing or deletion is about. */
function chosen({ netns }: Process, request: Request): readonly ConntrackInfo[] {
  if (request.table !== 'conntrack') return [];
  return dumpConnections(netns).filter((entry) => isWanted(entry, request));
}

/** Says how many entries there were, and which. Standard output is written last, as the program ends, but for XML. */
function report(process: Process, request: Request, entries: readonly Shown[], done: string): void {
  const xml = request.output.has('xml');
  if (xml) print(process, request, entries);
  tell(process, entries.length, done);
  if (!xml) print(process, request, entries);
}

function print(process: Process, { output }: Request, entries: readonly Shown[]): void {
  const format = output.has('save') ? formatSaved : output.has('xml') ? formatXml : undefined;
  const lines = entries.map((each) => `${format?.(each) ?? formatEntry(each, output)}\n`).join('');
  process.stdout.write(output.has('xml') && entries.length > 0 ? XML_HEAD + lines + XML_END : lines);
}

function list(process: Process, request: Request): number {
  const { now } = process.system.kernel;
  if (request.table === 'expect') {
    process.stderr.write(`${HEAD}0 expectations have been shown.\n`);
    return 0;
  }
  const entries = chosen(process, request);
  if (request.given.has('-z')) for (const { id } of entries) zeroCounters(process.netns, id);
  report(
    process,
    request,
    entries.map((entry) => shown(entry, now, 1)),
    'shown',
  );
  return 0;
}

function get(process: Process, request: Request): number {
  const { given } = request;
  // Of the reply direction alone the tool makes no question that the kernel would take.
  if (!given.has('-s') || !given.has('-d')) fail('Operation failed: invalid parameters', request.commandIndex);
  const found = getConnection(process.netns, tupleOf(request, 'original'), 0);
  if (!found.ok) fail("Operation failed: such conntrack doesn't exist", request.commandIndex);
  report(process, request, [shown(found.value, process.system.kernel.now, 2)], 'shown');
  return 0;
}

function remove(process: Process, request: Request): number {
  const { now } = process.system.kernel;
  const entries = chosen(process, request);
  for (const { id } of entries) removeConnection(process.netns, id, process.pid);
  report(
    process,
    request,
    entries.map((entry) => shown(entry, now, 1)),
    'deleted',
  );
  return entries.length > 0 ? 0 : 1;
}

function flush(process: Process, { table }: Request): number {
  if (table === 'conntrack') flushConnections(process.netns, process.pid);
  const what = table === 'expect' ? 'expectation' : 'connection tracking';
  process.stderr.write(`${HEAD}${what} table has been emptied.\n`);
  return 0;
}

function count(process: Process, { table }: Request): number {
  process.stdout.write(`${table === 'expect' ? 0 : countConnections(process.netns)}\n`);
  return 0;
}

function statistics(process: Process): number {
  const { found, invalid, inserted, insertFailed, drop, clashResolve } = conntrackStatistics(process.netns);
  for (let cpu = 0; cpu < PROCESSORS; cpu++) {
    const of = (value: number) => (cpu === 0 ? value : 0);
    process.stdout.write(
      `cpu=${cpu}   \tfound=${of(found)} invalid=${of(invalid)} insert=${of(inserted)} insert_failed=${of(insertFailed)} drop=${of(drop)} ` +
        `early_drop=0 error=0 search_restart=0 clash_resolve=${of(clashResolve)} chaintoolong=0 \n`,
    );
  }
  return 0;
}

/** `-R FILE`: every line is a command line of its own. */
function load(process: Process, { file }: Request): number {
  const { text, index } = file!;
  const path = text.startsWith('/') ? text : `${process.cwd}/${text}`;
  const read = process.system.fs.read(path, process.netns);
  if (!read.ok) misuse(`Failed to open file ${text} for reading`, index);
  for (const line of read.value.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]!.startsWith('#')) continue;
    const request = parseOptions(process, ['conntrack', ...words]);
    if (typeof request !== 'string' && request.command === 'A') create(process, request);
  }
  return 0;
}
