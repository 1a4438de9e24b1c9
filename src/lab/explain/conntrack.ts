import { NO_CAUSE } from '../../kernel/cause.ts';
import type { ConntrackInfo, TupleInfo } from '../../kernel/netfilter/requests.ts';
import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Explanation } from './explanation.ts';

/** Explains what connection tracking did: found, made, confirmed or translated a connection. */
export function explainConntrack(event: TraceEvent, decision: Extract<Decision, { kind: 'conntrack' }>): Explanation {
  const { before, after } = decision;
  const entry = after ?? before;
  if (entry === undefined) return { sentence: 'The packet belongs to no connection.', cause: NO_CAUSE, considered: [] };
  const translated = translation(event);
  const state = before === undefined ? 'a new connection' : `a connection that is ${entry.state}`;
  const answers =
    before === undefined || tuple(before.reply) === tuple(entry.reply)
      ? ''
      : ` Answers are expected as ${tuple(entry.reply)}, no longer as ${tuple(before.reply)}.`;
  const sentence = `Connection tracking: ${state}, ${tuple(entry.original)}${translated}.${answers}`;
  return { sentence, cause: entry.sourceNat || entry.destinationNat ? entry.cause : NO_CAUSE, considered: [] };
}

function tuple({ src, dst, srcPort, dstPort, protocol }: TupleInfo): string {
  const ports = protocol === 1 ? '' : ` ports ${srcPort} → ${dstPort}`;
  return `${formatIpv4(src)} → ${formatIpv4(dst)}${ports}`;
}

function translation({ before, after }: TraceEvent): string {
  if (before.kind !== 'ipv4' || after?.kind !== 'ipv4') return '';
  const source = before.src === after.src ? [] : [`source ${formatIpv4(before.src)} becomes ${formatIpv4(after.src)}`];
  const destination =
    before.dst === after.dst ? [] : [`destination ${formatIpv4(before.dst)} becomes ${formatIpv4(after.dst)}`];
  const changes = [...source, ...destination];
  return changes.length === 0 ? '' : `; ${changes.join(', ')}`;
}

/** One line about an entry, as a table cell: `10.0.0.1 → 8.8.8.8, reply to 192.0.2.1`. */
export function describeConnection(entry: ConntrackInfo): string {
  const { original, reply } = entry;
  return `${tuple(original)}, answers ${tuple(reply)}`;
}
