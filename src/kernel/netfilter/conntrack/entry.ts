import type { ConntrackInfo, TupleInfo } from '../requests.ts';
import type { Connection } from './connection.ts';
import {
  IPS_ASSURED,
  IPS_DST_NAT,
  IPS_EXPECTED,
  IPS_FIXED_TIMEOUT,
  IPS_SEEN_REPLY,
  IPS_SRC_NAT,
  ORIGINAL,
  REPLY,
} from './info.ts';
import type { Tuple } from './tuple.ts';

/** An entry of the connection table as plain data. */
export function connectionInfo(connection: Connection, state?: ConntrackInfo['state']): ConntrackInfo {
  const { status, counters } = connection;
  const settled = (status & IPS_EXPECTED) !== 0 ? 'RELATED' : connection.seenReply ? 'ESTABLISHED' : 'NEW';
  return {
    id: connection.id,
    original: tupleInfo(connection.tuples[ORIGINAL]),
    reply: tupleInfo(connection.tuples[REPLY]),
    state: state ?? settled,
    tcpState: connection.tcp?.state,
    status,
    seenReply: (status & IPS_SEEN_REPLY) !== 0,
    assured: (status & IPS_ASSURED) !== 0,
    expected: (status & IPS_EXPECTED) !== 0,
    fixedTimeout: (status & IPS_FIXED_TIMEOUT) !== 0,
    sourceNat: (status & IPS_SRC_NAT) !== 0,
    destinationNat: (status & IPS_DST_NAT) !== 0,
    mark: connection.mark,
    counters: counters === undefined ? undefined : [{ ...counters[ORIGINAL] }, { ...counters[REPLY] }],
    started: connection.started,
    stopped: connection.stopped,
    expires: connection.timeout,
    cause: connection.natCause ?? connection.cause,
  };
}

function tupleInfo({ src, dst, protocol, srcPort, dstPort }: Tuple): TupleInfo {
  if (protocol !== 1) return { src, dst, protocol, srcPort, dstPort };
  const icmp = { icmpType: dstPort >>> 8, icmpCode: dstPort & 255, icmpId: srcPort };
  return { src, dst, protocol, srcPort, dstPort, ...icmp };
}
