import { strerror } from '../../kernel/errno.ts';
import { IPS_ASSURED, IPS_FIXED_TIMEOUT, IPS_SEEN_REPLY } from '../../kernel/netfilter/conntrack/info.ts';
import {
  type ConnectionChange,
  createConnection,
  dumpConnections,
  updateConnection,
} from '../../kernel/netfilter/conntrack/requests.ts';
import { invertTuple, type Tuple } from '../../kernel/netfilter/conntrack/tuple.ts';
import type { NatRange } from '../../kernel/netfilter/nat/range.ts';
import type { ConntrackInfo } from '../../kernel/netfilter/requests.ts';
import type { Process } from '../process.ts';
import { fail } from './complaint.ts';
import { isWanted } from './filter.ts';
import { ageOf, type Shown } from './print.ts';
import { type NatAddress, type Request, type StatusName, tupleOf } from './request.ts';

const SECOND = 1_000_000;
const BITS: Readonly<Partial<Record<StatusName, number>>> = {
  ASSURED: IPS_ASSURED,
  SEEN_REPLY: IPS_SEEN_REPLY,
  FIXED_TIMEOUT: IPS_FIXED_TIMEOUT,
};

/** `-I`, `-A`: makes a connection; answers how many were made. */
export function create(process: Process, request: Request): number {
  const { given, commandIndex, sourceNat, destinationNat } = request;
  const original =
    given.has('-s') && given.has('-d') ? tupleOf(request, 'original') : invertTuple(tupleOf(request, 'reply'));
  const reply = replyOf(request, original);
  if (reply === undefined) fail('Operation failed: invalid parameters', commandIndex);
  const made = createConnection(
    process.netns,
    {
      ...changesOf(request),
      original,
      reply,
      ...(sourceNat === undefined ? {} : { sourceNat: range(sourceNat) }),
      ...(destinationNat === undefined ? {} : { destinationNat: range(destinationNat) }),
    },
    process.system.kernel.cause,
    process.pid,
  );
  if (made.ok) return 1;
  if (request.command === 'A') return 0;
  return fail('Operation failed: Such conntrack exists, try -U to update', commandIndex);
}

/** The tuple of the answers; undefined where the words give a part of it only. */
function replyOf(request: Request, original: Tuple): Tuple | undefined {
  const { given, ports, protocol } = request;
  if (!given.has('-s') || !given.has('-r') || !given.has('-q')) return invertTuple(original);
  const { src, dst } = tupleOf(request, 'reply');
  if (protocol !== 6 && protocol !== 17) return { ...invertTuple(original), src, dst };
  if (ports.replySource === undefined || ports.replyDestination === undefined) return undefined;
  return tupleOf(request, 'reply');
}

function range({ address, port }: NatAddress): NatRange {
  return {
    ...(address === undefined ? {} : { addresses: { min: address, max: address } }),
    ...(port === undefined ? {} : { ports: { min: port, max: port } }),
  };
}

/** What the options want of a connection. A status that is given behind a mark takes its place, as the tool has it. */
function changesOf({ given, mark, statuses, timeout, tcpState }: Request): ConnectionChange {
  const status = (statuses ?? []).reduce((bits, name) => bits | (BITS[name] ?? 0), 0);
  const order = [...given.keys()];
  const overwritten = statuses !== undefined && order.indexOf('-m') < order.indexOf('-u');
  return {
    ...(mark === undefined ? {} : { mark: overwritten ? status : mark.value }),
    ...(statuses === undefined ? {} : { status }),
    ...(timeout === undefined ? {} : { timeout: timeout * SECOND }),
    ...(tcpState === undefined ? {} : { tcpState }),
  };
}

/**
 * `-U`: changes every connection that the tuple's options describe and that is not as wanted already, and shows what came
 * of it. The family of addresses has to be known, by an address or `-f`.
 */
export function update(process: Process, request: Request, report: (entries: readonly Shown[]) => void): number {
  const { netns, system } = process;
  const { now } = system.kernel;
  const { mark, statuses, timeout, tcpState, ...choice } = request;
  const changes = changesOf(request);
  const wanted = dumpConnections(netns).filter((entry) => isWanted(entry, choice) && differs(entry, changes));
  if (wanted.length > 0 && !['-s', '-d', '-r', '-q', '-n', '-g', '-f'].some((option) => request.given.has(option))) {
    process.stderr.write('Operation failed: Operation not supported\n');
    fail('Operation failed: Operation not supported', request.commandIndex);
  }
  const updated: Shown[] = [];
  for (const { id } of wanted) {
    const changed = updateConnection(netns, id, changes, process.pid);
    if (!changed.ok) fail(`Operation failed: ${strerror(changed.error.errno)}`, request.commandIndex);
    const entry = changed.value;
    const left = Math.max(0, Math.floor((entry.expires - now) / SECOND));
    updated.push({ entry, left, uses: 2, mark: true, age: ageOf(entry, now) });
  }
  report(updated);
  return updated.length > 0 ? 0 : 1;
}

function differs(entry: ConntrackInfo, { mark, timeout, status = 0, tcpState }: ConnectionChange): boolean {
  return (
    timeout !== undefined ||
    (mark !== undefined && mark !== entry.mark) ||
    (entry.status & status) !== status ||
    (tcpState !== undefined && tcpState !== entry.tcpState)
  );
}
