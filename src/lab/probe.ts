import type { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { Result } from '../kernel/result.ts';
import type { Socket, StreamSocket } from '../kernel/socket/requests.ts';
import type { TraceEvent } from '../kernel/trace.ts';
import type { Ipv4 } from '../net/ipv4.ts';
import { journeysOf, type PacketJourney } from './journey.ts';

/** One packet to send after a lab has run. */
export interface Probe {
  readonly from: Netns;
  readonly to: Ipv4;
  readonly protocol: 'icmp' | 'udp' | 'tcp';
  /** Destination port of UDP and TCP. */
  readonly port: number;
}

/** What came of a probe: a refusal of the sender's own kernel, or the ways of all packets it caused, there and back. */
export interface ProbeResult {
  readonly sent: Result;
  /** True when the other side answered: an echo reply, a datagram, a completed handshake. */
  readonly answered: boolean;
  readonly journeys: readonly PacketJourney[];
}

/** Virtual microseconds to wait for an answer: longer than ARP's three tries. */
const PATIENCE = 5_000_000;

/** Sends one packet and follows it until it is answered or `PATIENCE` is over. The kernel's state moves on. */
export function sendProbe(kernel: Kernel, probe: Probe): ProbeResult {
  const events: TraceEvent[] = [];
  kernel.tracer = { packet: (event) => void events.push(event) };
  const socket = kernel.socket.open(probe.from, probe.protocol);
  const sent = start(socket, probe);
  let answered = false;
  if (sent.ok) {
    const end = kernel.now + PATIENCE;
    while (!answered && kernel.next(end)) answered = hasAnswer(socket, probe);
  }
  kernel.tracer = null;
  return { sent, answered, journeys: journeysOf(events) };
}

function start(socket: Socket, { to, protocol, port }: Probe): Result {
  const connected = socket.connect(to, port);
  if (!connected.ok || protocol === 'tcp') return connected;
  if (protocol === 'icmp') {
    socket.setOptions({ receiveErrors: true });
    return socket.send({ kind: 'icmp', type: 8, code: 0, id: 1, sequence: 1, dataLength: 56 });
  }
  return socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: port, data: new Uint8Array(0) });
}

function hasAnswer(socket: Socket, { protocol }: Probe): boolean {
  if (protocol === 'tcp') return (socket as StreamSocket).state === 'ESTABLISHED';
  while (socket.pending()) {
    const received = socket.receive();
    if (received?.kind !== 'packet') continue;
    const { payload } = received.packet;
    if (protocol === 'udp' || (payload.kind === 'icmp' && payload.type === 0)) return true;
  }
  return false;
}
