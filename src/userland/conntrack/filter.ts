import { IPS_DST_NAT_DONE, IPS_SRC_NAT_DONE } from '../../kernel/netfilter/conntrack/info.ts';
import type { ConntrackInfo, TupleInfo } from '../../kernel/netfilter/requests.ts';
import type { MaskedAddress, NatAddress, Request } from './request.ts';

/** Whether an entry is one of those that the options describe. */
export function isWanted(entry: ConntrackInfo, request: Request): boolean {
  const { original, reply } = entry;
  const { protocol, ports, mark } = request;
  if (request.family === 'ipv6' || request.zone) return false;
  if (request.id !== undefined && request.id !== entry.id) return false;
  return (
    (protocol === undefined || original.protocol === protocol) &&
    addressFits(request.originalSource, original.src) &&
    addressFits(request.originalDestination, original.dst) &&
    addressFits(request.replySource, reply.src) &&
    addressFits(request.replyDestination, reply.dst) &&
    portFits(ports.originalSource, original.srcPort) &&
    portFits(ports.originalDestination, original.dstPort) &&
    portFits(ports.replySource, reply.srcPort) &&
    portFits(ports.replyDestination, reply.dstPort) &&
    (mark === undefined || (entry.mark & mark.mask) >>> 0 === mark.value) &&
    (request.tcpState === undefined || entry.tcpState === request.tcpState) &&
    icmpFits(request, original) &&
    statusFits(entry, request) &&
    natFits(entry, request)
  );
}

function addressFits(wanted: MaskedAddress | undefined, address: number): boolean {
  return wanted === undefined || (address & wanted.mask) >>> 0 === (wanted.address & wanted.mask) >>> 0;
}

function portFits(wanted: number | undefined, port: number): boolean {
  return wanted === undefined || port === wanted;
}

function icmpFits({ icmp }: Request, { icmpType, icmpCode, icmpId }: TupleInfo): boolean {
  return (
    (icmp.type === undefined || icmp.type === icmpType) &&
    (icmp.code === undefined || icmp.code === icmpCode) &&
    (icmp.id === undefined || icmp.id === icmpId)
  );
}

/** All of the bits that were named have to be set; UNREPLIED is that of SEEN_REPLY not set. */
function statusFits(entry: ConntrackInfo, { statuses }: Request): boolean {
  if (statuses === undefined) return true;
  if (statuses.includes('UNREPLIED') && statuses.length === 1) return !entry.seenReply;
  const has: Readonly<Record<string, boolean>> = {
    ASSURED: entry.assured,
    SEEN_REPLY: entry.seenReply,
    EXPECTED: entry.expected,
    FIXED_TIMEOUT: entry.fixedTimeout,
    UNSET: true,
  };
  return statuses.every((status) => has[status] === true);
}

/** `-n`, `-g`, `-j` (filter_nat): the tool compares the two directions itself. */
function natFits(entry: ConntrackInfo, { sourceNat, destinationNat, anyNat }: Request): boolean {
  if (anyNat !== undefined) return isSourceNat(entry, anyNat) || isDestinationNat(entry, anyNat);
  return (
    (sourceNat === undefined || isSourceNat(entry, sourceNat)) &&
    (destinationNat === undefined || isDestinationNat(entry, destinationNat))
  );
}

function isSourceNat({ original, reply, status }: ConntrackInfo, wanted: NatAddress): boolean {
  if ((status & IPS_SRC_NAT_DONE) === 0) return false;
  const [out, back] = [portsOf(original), portsOf(reply)];
  return fits(wanted, original.src, reply.dst, out.source, back.destination);
}

function isDestinationNat({ original, reply, status }: ConntrackInfo, wanted: NatAddress): boolean {
  if ((status & IPS_DST_NAT_DONE) === 0) return false;
  const [out, back] = [portsOf(original), portsOf(reply)];
  return fits(wanted, original.dst, reply.src, out.destination, back.source);
}

function fits({ address, port }: NatAddress, from: number, to: number, fromPort: number, toPort: number): boolean {
  if (address === undefined && port === undefined) return from !== to || fromPort !== toPort;
  if (address !== undefined && (from === to || address !== to)) return false;
  return port === undefined || (fromPort !== toPort && port === toPort);
}

/** The two words where the tool looks for ports; ICMP has its id in one and type and code in the other, so they never fit. */
function portsOf({ protocol, srcPort, dstPort, icmpId, icmpType, icmpCode }: TupleInfo): {
  readonly source: number;
  readonly destination: number;
} {
  if (protocol !== 1) return { source: srcPort, destination: dstPort };
  return { source: icmpId ?? 0, destination: (icmpType ?? 0) | ((icmpCode ?? 0) << 8) };
}
