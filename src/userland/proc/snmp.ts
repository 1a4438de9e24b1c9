import type { Mib } from '../../kernel/ip/mib.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Netns } from '../../kernel/netns/netns.ts';

/** A line of /proc/net/snmp or /proc/net/netstat: the protocol, and its counters in order. */
export interface MibTable {
  readonly protocol: string;
  readonly counters: readonly (readonly [name: string, value: number])[];
}

const words = (text: string) => text.trim().split(/\s+/);

const IP = words(`InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers OutRequests
  OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates OutTransmits`);
const TCP = words(
  'ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors',
);
const UDP = words(
  'InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors',
);
/** Names of ICMP's types in its MIB (icmpmibmap). */
const ICMP_TYPES: readonly (readonly [name: string, type: number])[] = [
  ['DestUnreachs', 3],
  ['TimeExcds', 11],
  ['ParmProbs', 12],
  ['SrcQuenchs', 4],
  ['Redirects', 5],
  ['Echos', 8],
  ['EchoReps', 0],
  ['Timestamps', 13],
  ['TimestampReps', 14],
  ['AddrMasks', 17],
  ['AddrMaskReps', 18],
];
const TCP_EXT = words(`SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts PruneCalled RcvPruned OfoPruned
  OutOfWindowIcmps LockDroppedIcmps ArpFilter TW TWRecycled TWKilled PAWSActive PAWSEstab BeyondWindow TSEcrRejected
  PAWSOldAck PAWSTimewait DelayedACKs DelayedACKLocked DelayedACKLost ListenOverflows ListenDrops TCPHPHits TCPPureAcks
  TCPHPAcks TCPRenoRecovery TCPSackRecovery TCPSACKReneging TCPSACKReorder TCPRenoReorder TCPTSReorder TCPFullUndo
  TCPPartialUndo TCPDSACKUndo TCPLossUndo TCPLostRetransmit TCPRenoFailures TCPSackFailures TCPLossFailures
  TCPFastRetrans TCPSlowStartRetrans TCPTimeouts TCPLossProbes TCPLossProbeRecovery TCPRenoRecoveryFail
  TCPSackRecoveryFail TCPRcvCollapsed TCPBacklogCoalesce TCPDSACKOldSent TCPDSACKOfoSent TCPDSACKRecv TCPDSACKOfoRecv
  TCPAbortOnData TCPAbortOnClose TCPAbortOnMemory TCPAbortOnTimeout TCPAbortOnLinger TCPAbortFailed TCPMemoryPressures
  TCPMemoryPressuresChrono TCPSACKDiscard TCPDSACKIgnoredOld TCPDSACKIgnoredNoUndo TCPSpuriousRTOs TCPMD5NotFound
  TCPMD5Unexpected TCPMD5Failure TCPSackShifted TCPSackMerged TCPSackShiftFallback TCPBacklogDrop PFMemallocDrop
  TCPMinTTLDrop TCPDeferAcceptDrop IPReversePathFilter TCPTimeWaitOverflow TCPReqQFullDoCookies TCPReqQFullDrop
  TCPRetransFail TCPRcvCoalesce TCPOFOQueue TCPOFODrop TCPOFOMerge TCPChallengeACK TCPSYNChallenge TCPFastOpenActive
  TCPFastOpenActiveFail TCPFastOpenPassive TCPFastOpenPassiveFail TCPFastOpenListenOverflow TCPFastOpenCookieReqd
  TCPFastOpenBlackhole TCPSpuriousRtxHostQueues BusyPollRxPackets TCPAutoCorking TCPFromZeroWindowAdv
  TCPToZeroWindowAdv TCPWantZeroWindowAdv TCPSynRetrans TCPOrigDataSent TCPHystartTrainDetect TCPHystartTrainCwnd
  TCPHystartDelayDetect TCPHystartDelayCwnd TCPACKSkippedSynRecv TCPACKSkippedPAWS TCPACKSkippedSeq
  TCPACKSkippedFinWait2 TCPACKSkippedTimeWait TCPACKSkippedChallenge TCPWinProbe TCPKeepAlive TCPMTUPFail
  TCPMTUPSuccess TCPDelivered TCPDeliveredCE TCPAckCompressed TCPZeroWindowDrop TCPRcvQDrop TCPWqueueTooBig
  TCPFastOpenPassiveAltKey TcpTimeoutRehash TcpDuplicateDataRehash TCPDSACKRecvSegs TCPDSACKIgnoredDubious
  TCPMigrateReqSuccess TCPMigrateReqFailure TCPPLBRehash TCPAORequired TCPAOBad TCPAOKeyNotFound TCPAOGood
  TCPAODroppedIcmps`);
const IP_EXT = words(`InNoRoutes InTruncatedPkts InMcastPkts OutMcastPkts InBcastPkts OutBcastPkts InOctets OutOctets
  InMcastOctets OutMcastOctets InBcastOctets OutBcastOctets InCsumErrors InNoECTPkts InECT1Pkts InECT0Pkts InCEPkts
  ReasmOverlaps`);

const counted = (mib: Mib, prefix: string, names: readonly string[]) =>
  names.map((name) => [name, (mib as Readonly<Record<string, number>>)[prefix + name] ?? 0] as const);

/** The counters of /proc/net/snmp (snmp_seq_show). */
export function snmpTables(kernel: Kernel, netns: Netns): readonly MibTable[] {
  const { mib, icmpIn, icmpOut } = netns;
  const isEstablished = ({ state }: { state: string }) => state === 'ESTABLISHED' || state === 'CLOSE_WAIT';
  const established = kernel.socket.dump(netns, 'tcp').filter(isEstablished).length;
  const forwards = netns.confAll.forwarding !== 0;
  return [
    {
      protocol: 'Ip',
      counters: [['Forwarding', forwards ? 1 : 2], ['DefaultTTL', netns.defaultTtl], ...counted(mib, 'Ip', IP)],
    },
    { protocol: 'Icmp', counters: icmpCounters(netns) },
    ...(icmpIn.size + icmpOut.size > 0 ? [{ protocol: 'IcmpMsg', counters: icmpTypes(netns) }] : []),
    {
      protocol: 'Tcp',
      counters: [
        ['RtoAlgorithm', 1],
        ['RtoMin', 200],
        ['RtoMax', 120_000],
        ['MaxConn', -1],
        ...counted(mib, 'Tcp', TCP).map(([name, value]) => [name, name === 'CurrEstab' ? established : value] as const),
      ],
    },
    { protocol: 'Udp', counters: counted(mib, 'Udp', UDP) },
    { protocol: 'UdpLite', counters: counted(mib, 'UdpLite', UDP) },
  ];
}

function icmpCounters({ mib, icmpIn, icmpOut }: Netns): readonly (readonly [string, number])[] {
  const sum = (counts: ReadonlyMap<number, number>) => [...counts.values()].reduce((all, each) => all + each, 0);
  const types = (way: string, counts: ReadonlyMap<number, number>) =>
    ICMP_TYPES.map(([name, type]) => [way + name, counts.get(type) ?? 0] as const);
  return [
    ['InMsgs', sum(icmpIn)],
    ['InErrors', mib.IcmpInErrors],
    ['InCsumErrors', 0],
    ...types('In', icmpIn),
    ['OutMsgs', sum(icmpOut)],
    ['OutErrors', 0],
    ['OutRateLimitGlobal', 0],
    ['OutRateLimitHost', mib.IcmpOutRateLimitHost],
    ...types('Out', icmpOut),
  ];
}

/** Messages by the numbers of their types (icmpmsg_put). */
function icmpTypes({ icmpIn, icmpOut }: Netns): readonly (readonly [string, number])[] {
  const sorted = (way: string, counts: ReadonlyMap<number, number>) =>
    [...counts].sort(([a], [b]) => a - b).map(([type, count]) => [`${way}Type${type}`, count] as const);
  return [...sorted('In', icmpIn), ...sorted('Out', icmpOut)];
}

/** The counters of /proc/net/netstat (netstat_seq_show), but for those of MPTCP. */
export function netstatTables(netns: Netns): readonly MibTable[] {
  return [
    { protocol: 'TcpExt', counters: counted(netns.mib, 'TcpExt', TCP_EXT) },
    { protocol: 'IpExt', counters: counted(netns.mib, 'IpExt', IP_EXT) },
  ];
}

const lines = (tables: readonly MibTable[]) =>
  tables
    .map(({ protocol, counters }) => {
      const names = counters.map(([name]) => name).join(' ');
      return `${protocol}: ${names}\n${protocol}: ${counters.map(([, value]) => value).join(' ')}\n`;
    })
    .join('');

/** /proc/net/snmp. */
export const snmpFile = (kernel: Kernel, netns: Netns) => lines(snmpTables(kernel, netns));
/** /proc/net/netstat. */
export const netstatFile = (_kernel: Kernel, netns: Netns) => lines(netstatTables(netns));
