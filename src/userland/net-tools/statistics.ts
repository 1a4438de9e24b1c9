import { type MibTable, netstatTables, snmpTables } from '../proc/snmp.ts';
import type { Process } from '../process.ts';

/** How a counter is told: `#` stands for its value. With `always` it is told though it is zero. */
type Row = readonly [text: string, always?: 'always'];

const IP: Readonly<Record<string, Row>> = {
  InReceives: ['# total packets received', 'always'],
  InHdrErrors: ['# with invalid headers'],
  InAddrErrors: ['# with invalid addresses'],
  ForwDatagrams: ['# forwarded', 'always'],
  InUnknownProtos: ['# with unknown protocol'],
  InDiscards: ['# incoming packets discarded', 'always'],
  InDelivers: ['# incoming packets delivered', 'always'],
  OutRequests: ['# requests sent out', 'always'],
  OutDiscards: ['# outgoing packets dropped'],
  OutNoRoutes: ['# dropped because of missing route'],
  ReasmReqds: ['# reassemblies required'],
  ReasmOKs: ['# packets reassembled ok'],
  FragOKs: ['# outgoing packets fragmented ok'],
  FragFails: ['# outgoing packets failed fragmentation'],
  FragCreates: ['# fragments created'],
};

/** What stands before a row: it is told, or its histogram begins. */
const INPUT = 'ICMP input histogram:';
const OUTPUT = 'ICMP output histogram:';
const HISTOGRAMS: Readonly<Record<string, string>> = {
  DestUnreachs: 'destination unreachable',
  TimeExcds: 'timeout in transit',
  ParmProbs: 'wrong parameters',
  SrcQuenchs: 'source quenches',
  Redirects: 'redirects',
  Echos: 'echo requests',
  EchoReps: 'echo replies',
  Timestamps: 'timestamp request',
  TimestampReps: 'timestamp reply',
  AddrMasks: 'address mask request',
  AddrMaskReps: 'address mask replies',
};
/** The names that messages sent have, where it is another one. */
const SENT: Readonly<Record<string, string>> = {
  TimeExcds: 'time exceeded',
  SrcQuenchs: 'source quench',
  Redirects: 'redirect',
  Timestamps: 'timestamp requests',
  TimestampReps: 'timestamp replies',
  AddrMasks: 'address mask requests',
};

const TCP: Readonly<Record<string, Row>> = {
  ActiveOpens: ['# active connection openings', 'always'],
  PassiveOpens: ['# passive connection openings', 'always'],
  AttemptFails: ['# failed connection attempts', 'always'],
  EstabResets: ['# connection resets received', 'always'],
  CurrEstab: ['# connections established', 'always'],
  InSegs: ['# segments received', 'always'],
  OutSegs: ['# segments sent out', 'always'],
  RetransSegs: ['# segments retransmitted', 'always'],
  InErrs: ['# bad segments received', 'always'],
  OutRsts: ['# resets sent', 'always'],
};

const UDP: Readonly<Record<string, Row>> = {
  InDatagrams: ['# packets received', 'always'],
  NoPorts: ['# packets to unknown port received', 'always'],
  InErrors: ['# packet receive errors', 'always'],
  OutDatagrams: ['# packets sent', 'always'],
  RcvbufErrors: ['# receive buffer errors', 'always'],
  SndbufErrors: ['# send buffer errors', 'always'],
};

const TCP_EXT: Readonly<Record<string, Row>> = {
  TW: ['# TCP sockets finished time wait in fast timer'],
  ListenOverflows: ['# times the listen queue of a socket overflowed'],
  ListenDrops: ['# SYNs to LISTEN sockets dropped'],
  TCPHPHits: ['# packet headers predicted', 'always'],
  TCPAbortOnTimeout: ['# connections aborted due to timeout'],
};

/** Names that are not told at all. */
const SILENT = ['DefaultTTL', 'RtoAlgorithm', 'RtoMin', 'RtoMax', 'MaxConn'];

/** The protocols that options ask for; of others netstat knows nothing, and always tells of them. */
const SELECTED: Readonly<Record<string, readonly string[]>> = {
  '-t': ['Tcp', 'TcpExt'],
  '-u': ['Udp'],
  '-w': ['Ip', 'Icmp'],
};
const isSelected = (protocol: string) => Object.values(SELECTED).some((each) => each.includes(protocol));

/** `netstat -s`: the counters of the protocols, those of the named ones alone with `-t`, `-u` or `-w`. */
export function showStatistics(process: Process, flags: ReadonlySet<string>): number {
  const { kernel } = process.system;
  const wanted = Object.entries(SELECTED).flatMap(([flag, protocols]) => (flags.has(flag) ? protocols : []));
  const tables = [...snmpTables(kernel, process.netns), ...netstatTables(process.netns)];
  for (const table of tables) {
    const { protocol } = table;
    if (wanted.length > 0 && isSelected(protocol) && !wanted.includes(protocol)) continue;
    const rows = rowsOf(table).join('');
    // What follows the histograms of ICMP is indented as they are.
    const isIndented = protocol === 'IcmpMsg' && (wanted.length === 0 || wanted.includes('Icmp'));
    process.stdout.write(`${protocol}:\n${isIndented ? rows.replace(/^/gm, '    ').trimEnd().concat('\n') : rows}`);
  }
  process.stdout.write('MPTcpExt:\n');
  return 0;
}

function rowsOf({ protocol, counters }: MibTable): readonly string[] {
  if (protocol === 'Icmp') return icmpRows(counters);
  const rows = { Ip: IP, Tcp: TCP, Udp: UDP, TcpExt: TCP_EXT }[protocol] ?? {};
  return counters.flatMap(([name, value]) => {
    const row = rows[name];
    if (SILENT.includes(name) || (value === 0 && row?.[1] !== 'always')) return [];
    return [`    ${row === undefined ? `${name}: ${value}` : row[0].replace('#', String(value))}\n`];
  });
}

function icmpRows(counters: MibTable['counters']): readonly string[] {
  const value = new Map(counters);
  const types = (way: 'In' | 'Out') =>
    Object.entries(HISTOGRAMS).flatMap(([name, text]) => {
      const count = value.get(way + name) ?? 0;
      return count === 0 ? [] : [`        ${way === 'Out' ? (SENT[name] ?? text) : text}: ${count}\n`];
    });
  const limited = value.get('OutRateLimitHost') ?? 0;
  return [
    `    ${value.get('InMsgs')} ICMP messages received\n`,
    `    ${value.get('InErrors')} input ICMP message failed\n`,
    `    ${INPUT}\n`,
    ...types('In'),
    `    ${value.get('OutMsgs')} ICMP messages sent\n`,
    `    ${value.get('OutErrors')} ICMP messages failed\n`,
    ...(limited === 0 ? [] : [`    OutRateLimitHost: ${limited}\n`]),
    `    ${OUTPUT}\n`,
    ...types('Out'),
  ];
}
