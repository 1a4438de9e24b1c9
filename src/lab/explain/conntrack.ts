import { NO_CAUSE } from '../../kernel/cause.ts';
import type { ConntrackInfo, TupleInfo } from '../../kernel/netfilter/requests.ts';
import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import type { NetworkPacket } from '../../net/ethernet.ts';
import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Explanation } from './explanation.ts';

/** Explains what connection tracking did: found, made, changed, confirmed or translated a connection. */
export function explainConntrack(event: TraceEvent, decision: Extract<Decision, { kind: 'conntrack' }>): Explanation {
  const { before, after } = decision;
  const entry = after ?? before;
  if (entry === undefined) return { sentence: 'The packet belongs to no connection.', cause: NO_CAUSE, considered: [] };
  const state = before === undefined ? 'a new connection' : `a connection that is ${entry.state}`;
  const changes = [...translations(event.before, event.after), ...entryChanges(before, entry)];
  const answers =
    before === undefined || tuple(before.reply) === tuple(entry.reply)
      ? ''
      : ` Answers are expected as ${tuple(entry.reply)}, no longer as ${tuple(before.reply)}.`;
  const sentence = `Connection tracking: ${[`${state}, ${tuple(entry.original)}`, ...changes].join('; ')}.${answers}`;
  return { sentence, cause: entry.sourceNat || entry.destinationNat ? entry.cause : NO_CAUSE, considered: [] };
}

/** What the packet changed in its entry, in the words of `conntrack -L`. */
function entryChanges(before: ConntrackInfo | undefined, after: ConntrackInfo): string[] {
  const { tcpState, mark } = after;
  if (before === undefined) return tcpState === undefined ? [] : [tcpState];
  return [
    ...(tcpState === undefined || before.tcpState === tcpState ? [] : [`${before.tcpState} becomes ${tcpState}`]),
    ...(after.seenReply && !before.seenReply ? ['no longer UNREPLIED'] : []),
    ...(after.assured && !before.assured ? ['now ASSURED'] : []),
    ...(mark === before.mark ? [] : [`mark ${before.mark} becomes ${mark}`]),
  ];
}

function tuple({ src, dst, srcPort, dstPort, protocol }: TupleInfo): string {
  const ports = protocol === 1 ? '' : ` ports ${srcPort} → ${dstPort}`;
  return `${formatIpv4(src)} → ${formatIpv4(dst)}${ports}`;
}

/** The addresses that NAT put in place of others, with their ports where these changed too; those inside an ICMP error as well. */
function translations(before: NetworkPacket, after: NetworkPacket | undefined): string[] {
  if (before.kind !== 'ipv4' || after?.kind !== 'ipv4') return [];
  const [old, now] = [endsOf(before), endsOf(after)];
  const changes = (['source', 'destination'] as const).flatMap((end) => {
    const ported = old[end].port !== now[end].port;
    const [from, to] = [endText(old[end], ported), endText(now[end], ported)];
    return from === to ? [] : [`${end} ${from} becomes ${to}`];
  });
  const [error, translated] = [before.payload, after.payload];
  if (error.kind !== 'icmp' || translated.kind !== 'icmp') return changes;
  if ('original' in error && 'original' in translated)
    return [...changes, ...translations(error.original, translated.original).map((each) => `inside it ${each}`)];
  if ('id' in error && 'id' in translated && error.id !== translated.id)
    return [...changes, `identifier ${error.id} becomes ${translated.id}`];
  return changes;
}

interface End {
  readonly address: Ipv4;
  readonly port: number | undefined;
}

function endsOf({ src, dst, payload }: Ipv4Packet): { readonly source: End; readonly destination: End } {
  const ports = 'srcPort' in payload ? payload : undefined;
  return {
    source: { address: src, port: ports?.srcPort },
    destination: { address: dst, port: ports?.dstPort },
  };
}

const endText = ({ address, port }: End, ported: boolean) => `${formatIpv4(address)}${ported ? `:${port}` : ''}`;

/** One line about an entry, as a table cell: `10.0.0.1 → 8.8.8.8, reply to 192.0.2.1`. */
export function describeConnection(entry: ConntrackInfo): string {
  const { original, reply } = entry;
  return `${tuple(original)}, answers ${tuple(reply)}`;
}
