import { setting } from './settings.ts';
import type { TcpSocket } from './tcp-socket.ts';

const INITIAL_RTO = 1_000_000;

/** Takes a measured round trip, in microseconds, into the estimate (RFC 6298; tcp_rtt_estimator, tcp_set_rto). */
export function measureRtt(socket: TcpSocket, rtt: number): void {
  socket.counters.minRtt = Math.min(rtt, socket.counters.minRtt ?? rtt);
  socket.deviation += socket.srtt === undefined ? rtt / 2 : (Math.abs(rtt - socket.srtt) - socket.deviation) / 4;
  if (socket.srtt === undefined) {
    socket.srtt = rtt;
    socket.rttvar = Math.max(rtt / 2, minimum(socket) / 4);
  } else {
    socket.rttvar = Math.max(socket.rttvar * 0.75 + Math.abs(rtt - socket.srtt) * 0.25, minimum(socket) / 4);
    socket.srtt = socket.srtt * 0.875 + rtt * 0.125;
  }
  socket.backoff = 0;
}

/** The retransmission time-out in microseconds, doubled for each time it ran out. */
export function retransmissionTimeout(socket: TcpSocket): number {
  const base = socket.srtt === undefined ? INITIAL_RTO : Math.round(socket.srtt + 4 * socket.rttvar);
  return Math.min(base * 2 ** socket.backoff, setting(socket.netns, 'tcp_rto_max_ms') * 1000);
}

function minimum({ netns }: TcpSocket): number {
  return setting(netns, 'tcp_rto_min_us');
}
