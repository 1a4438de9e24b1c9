import type { SocketInfo, TcpDetails } from '../../../kernel/socket/requests.ts';
import { timerText } from './timer.ts';

/** What the options of ss add to a line, behind the programs: timers, `-e`, `-m`, `-i`. */
export function detailsOf(socket: SocketInfo, flags: ReadonlySet<string>): string {
  const { timer, tcp, state } = socket;
  const separator = flags.has('-O') ? ' ' : '\n\t ';
  const parts: string[] = [];
  if ((flags.has('-o') || flags.has('-e')) && timer !== undefined) parts.push(` timer:(${timerText(timer)})`);
  if (flags.has('-e')) parts.push(extended(socket));
  if (state === 'TIME_WAIT') return parts.join('');
  const inside: string[] = [];
  if (flags.has('-m')) inside.push(memory(socket));
  if (flags.has('-i') && socket.kind === 'tcp') inside.push(tcp === undefined ? 'cubic cwnd:10' : tcpInfo(tcp, flags));
  return parts.join('') + (inside.length === 0 ? '' : separator + inside.join(' '));
}

/** The number in /proc, the cookie, the control group, and which ways are still open. */
function extended({ inode, state, shutdown, v6 }: SocketInfo): string {
  const cookie = ` sk:${inode.toString(16)}`;
  if (state === 'TIME_WAIT') return ` ino:0${cookie}`;
  const only = v6 === undefined ? '' : ` v6only:${v6 === 'only' ? 1 : 0}`;
  return ` ino:${inode}${cookie} cgroup:/${only} ${shutdown.receive ? '-' : '<'}-${shutdown.send ? '-' : '>'}`;
}

function memory({ memory: { receive, receiveBuffer, sendBuffer }, kind }: SocketInfo): string {
  const ahead = kind === 'udp' && receive > 0 ? (4096 - (receive % 4096)) % 4096 : 0;
  return `skmem:(r${receive},rb${receiveBuffer},t0,tb${sendBuffer},f${ahead},w0,o0,bl0,d0)`;
}

const MILLISECOND = 1000;
/** Timers run in steps of the kernel's clock, 250 a second. */
const JIFFY = 4000;
/** An early value of the threshold, which is not shown. */
const NO_THRESHOLD = 0xffff;
/** How much faster than the window allows segments leave while it grows, and later (tcp_pacing_ss_ratio, …_ca_ratio). */
const PACING = { growing: 2, later: 1.2 } as const;
/** Segments that the space to receive is reckoned for at first. */
const INITIAL_SEGMENTS = 10;

/** `-i` (tcp_stats_print). */
function tcpInfo(tcp: TcpDetails, flags: ReadonlySet<string>): string {
  const { counters, rtt, congestionWindow, mss, slowStartThreshold } = tcp;
  const numeric = flags.has('-n');
  const smoothed = rtt?.smoothed ?? 0;
  const rate = smoothed === 0 ? 0 : (congestionWindow * mss * 8 * 1_000_000) / smoothed;
  const pacing = rate * (congestionWindow < slowStartThreshold / 2 ? PACING.growing : PACING.later);
  const since = (time: number) => Math.floor((tcp.now - time) / MILLISECOND);
  const words: (string | false)[] = [
    flags.has('-e') && tcp.timestamps && 'ts',
    flags.has('-e') && tcp.sack && 'sack',
    'cubic',
    tcp.scales !== undefined && `wscale:${tcp.scales.join(',')}`,
    `rto:${Math.ceil(tcp.timeout / JIFFY) * (JIFFY / MILLISECOND)}`,
    tcp.backoff > 0 && `backoff:${tcp.backoff}`,
    rtt !== undefined &&
      `rtt:${general(Math.floor(smoothed) / MILLISECOND)}/${general(Math.floor(rtt.deviation) / MILLISECOND)}`,
    tcp.ackDelay > 0 && counters.bytesReceived > 0 && `ato:${general(tcp.ackDelay / MILLISECOND)}`,
    `mss:${mss}`,
    `pmtu:${tcp.pathMtu}`,
    `rcvmss:${tcp.receiveMss}`,
    `advmss:${tcp.advertisedMss}`,
    `cwnd:${congestionWindow}`,
    slowStartThreshold < NO_THRESHOLD && `ssthresh:${slowStartThreshold}`,
    ...countersText(tcp),
    rate > 0 && `send ${rateText(rate, numeric)}bps`,
    since(counters.lastSent) > 0 && `lastsnd:${since(counters.lastSent)}`,
    since(counters.lastReceived) > 0 && `lastrcv:${since(counters.lastReceived)}`,
    since(counters.lastAcknowledged) > 0 && `lastack:${since(counters.lastAcknowledged)}`,
    rate > 0 && `pacing_rate ${rateText(pacing, numeric)}bps`,
    counters.delivered > 0 && `delivered:${counters.delivered}`,
    tcp.sendsAll && 'app_limited',
    tcp.unacknowledged > 0 && `unacked:${tcp.unacknowledged}`,
    tcp.retransmissions > 0 && `retrans:0/${tcp.retransmissions}`,
    `rcv_space:${INITIAL_SEGMENTS * tcp.advertisedMss}`,
    `rcv_ssthresh:${tcp.receiveThreshold}`,
    tcp.minRtt !== undefined && `minrtt:${general(tcp.minRtt / MILLISECOND)}`,
    `snd_wnd:${tcp.sendWindow}`,
  ];
  return words.filter((word) => word !== false).join(' ');
}

function countersText({ counters, bytesAcknowledged }: TcpDetails): string[] {
  const counts = [
    ['bytes_sent', counters.bytesSent],
    ['bytes_retrans', counters.bytesRetransmitted],
    ['bytes_acked', bytesAcknowledged],
    ['bytes_received', counters.bytesReceived],
    ['segs_out', counters.segmentsOut],
    ['segs_in', counters.segmentsIn],
    ['data_segs_out', counters.dataSegmentsOut],
    ['data_segs_in', counters.dataSegmentsIn],
  ] as const;
  return counts.filter(([, count]) => count > 0).map(([name, count]) => `${name}:${count}`);
}

/** A number as `%g` of printf prints it. */
function general(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Bits in a second, with three digits and a unit, or as they are (sprint_bw). */
function rateText(rate: number, numeric: boolean): string {
  if (numeric) return rate.toFixed(0);
  const unit = (['T', 'G', 'M', 'k'] as const).find((_, at) => rate > 1000 ** (4 - at));
  const scale = { T: 1e12, G: 1e9, M: 1e6, k: 1e3 };
  return unit === undefined ? general(rate) : `${Number((rate / scale[unit]).toPrecision(3))}${unit}`;
}
