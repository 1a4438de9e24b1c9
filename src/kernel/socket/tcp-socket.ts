import type { Ipv4 } from '../../net/ipv4.ts';
import { IPPROTO_TCP, IPV4_HLEN } from '../../net/ipv4-packet.ts';
import type { TcpFlags, TcpSegment } from '../../net/tcp.ts';
import { drop, emit } from '../emit.ts';
import { ipv4Of } from '../ip/hook.ts';
import { newPacket, sendLocal } from '../ip/output.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result } from '../result.ts';
import { Skb } from '../skb.ts';
import type { Timed, Timer } from '../timer.ts';
import { IpSocket, payloadLength } from './ip-socket.ts';
import type { Socket } from './requests.ts';

type State = ReturnType<Socket['state']>;

/** net.ipv4.tcp_syn_retries; the time-out starts at a second and doubles. */
const SYN_RETRIES = 6;
const MSS = 1460;

/** A TCP socket: enough of RFC 9293 for handshakes, short data, close and reset. */
export class TcpSocket extends IpSocket implements Timed {
  timer: Timer | null = null;
  private at: State = 'closed';
  private sequence = 0;
  private acknowledged = 0;
  private retries = 0;
  private readonly backlog: TcpSocket[] = [];
  /** The packet that the connection's next one answers, for the trace. */
  private about: number | undefined = undefined;

  constructor(netns: Netns) {
    super(netns, 'tcp');
  }

  override state(): State {
    return this.at;
  }

  override listen(): Result {
    this.at = 'listen';
    this.netns.sockets.register(this);
    return DONE;
  }

  override accept(): Socket | undefined {
    return this.backlog.shift();
  }

  override connect(address: Ipv4, port: number): Result {
    const routed = super.connect(address, port);
    if (!routed.ok) return routed;
    const { kernel } = this.netns;
    this.sequence = kernel.random(0x100000000);
    this.at = 'syn-sent';
    const sent = this.segment({ syn: true }, MSS);
    kernel.arm(this, 1_000_000);
    return sent;
  }

  expire(kernel: Kernel): void {
    if (this.at !== 'syn-sent' && this.at !== 'syn-recv') return;
    this.retries++;
    if (this.retries > SYN_RETRIES) {
      this.at = 'timeout';
      return;
    }
    this.segment(this.at === 'syn-sent' ? { syn: true } : { syn: true, ack: true }, MSS);
    kernel.arm(this, 1_000_000 * 2 ** this.retries);
  }

  private segment(flags: TcpFlags, mss?: number, data: Uint8Array = new Uint8Array(0)): Result {
    const { netns } = this;
    const { kernel } = netns;
    const routed = this.route(this.remoteAddress);
    if (!routed.ok) return routed;
    const payload: TcpSegment = {
      kind: 'tcp',
      srcPort: this.localPort,
      dstPort: this.remotePort,
      sequence: this.sequence,
      acknowledgement: flags.ack ? this.acknowledged : 0,
      flags,
      window: 64240,
      data,
      ...(mss === undefined ? {} : { mss }),
    };
    const packet = newPacket(netns, {
      src: this.localAddress,
      dst: this.remoteAddress,
      protocol: IPPROTO_TCP,
      df: true,
      ttl: this.options.ttl ?? netns.defaultTtl,
      length: IPV4_HLEN + payloadLength(payload),
      payload,
    });
    const skb = new Skb(kernel.nextPacket(), kernel.nextCopy(), this.about, this.cause, packet);
    skb.socketOf = 'process';
    this.noteSent(skb.id);
    return sendLocal(netns, skb, routed.value, this.oif);
  }

  private cause = this.netns.kernel.cause;

  /** A segment for this socket arrived (tcp_rcv_state_process). */
  receiveSegment(device: Device, skb: Skb): void {
    const { netns } = this;
    const packet = ipv4Of(skb);
    const segment = packet.payload as TcpSegment;
    const { flags } = segment;
    if (netns.kernel.tracing)
      emit(netns, skb, 'deliver', 'deliver', {
        device: device.name,
        decision: { kind: 'socket', protocol: 'tcp', port: segment.dstPort },
      });
    this.about = skb.id;
    if (this.at === 'listen') {
      if (flags.syn && !flags.ack) this.spawn(packet.src, packet.dst, segment, skb);
      return;
    }
    if (flags.rst) {
      this.at = this.at === 'syn-sent' ? 'refused' : 'closed';
      this.timer = null;
      return;
    }
    if (this.at === 'syn-sent' && flags.syn && flags.ack) {
      this.sequence = (this.sequence + 1) >>> 0;
      this.acknowledged = (segment.sequence + 1) >>> 0;
      this.at = 'established';
      this.timer = null;
      this.segment({ ack: true });
    } else if (this.at === 'syn-recv' && flags.ack) {
      this.sequence = (this.sequence + 1) >>> 0;
      this.at = 'established';
      this.timer = null;
    }
    const size = segment.data.length + (flags.fin ? 1 : 0);
    if (size === 0 || flags.syn) return;
    this.acknowledged = (segment.sequence + size) >>> 0;
    if (segment.data.length > 0)
      this.queue.push({ kind: 'packet', packet, time: netns.kernel.now, ifindex: device.ifindex });
    if (flags.fin) this.at = this.at === 'fin-wait' ? 'closed' : 'close-wait';
    this.segment({ ack: true });
  }

  private spawn(from: Ipv4, to: Ipv4, segment: TcpSegment, skb: Skb): void {
    const { kernel } = this.netns;
    const child = new TcpSocket(this.netns);
    child.cause = skb.cause;
    child.localAddress = to;
    child.boundAddress = true;
    child.localPort = segment.dstPort;
    child.remoteAddress = from;
    child.remotePort = segment.srcPort;
    child.connected = true;
    child.sequence = kernel.random(0x100000000);
    child.acknowledged = (segment.sequence + 1) >>> 0;
    child.at = 'syn-recv';
    child.about = skb.id;
    this.netns.sockets.register(child);
    this.backlog.push(child);
    child.segment({ syn: true, ack: true }, MSS);
    kernel.arm(child, 1_000_000);
  }

  /** Sends bytes of an established connection, in one segment. */
  override send(payload: Parameters<IpSocket['send']>[0]): Result {
    if (payload.kind !== 'tcp' || this.at !== 'established') return { ok: false, error: { errno: 'ENOTCONN' } };
    const sent = this.segment({ ack: true, psh: true }, undefined, payload.data);
    this.sequence = (this.sequence + payload.data.length) >>> 0;
    return sent;
  }

  /** An ICMP error about this connection arrived (tcp_v4_err): it ends a handshake only. */
  fail(): void {
    if (this.at !== 'syn-sent') return;
    this.at = 'unreachable';
    this.timer = null;
  }

  override close(): void {
    if (this.at === 'established' || this.at === 'close-wait') {
      this.segment({ fin: true, ack: true });
      this.sequence = (this.sequence + 1) >>> 0;
      this.at = this.at === 'established' ? 'fin-wait' : 'closed';
      if (this.at === 'fin-wait') return;
    }
    this.timer = null;
    super.close();
  }
}

/** Answers a segment that belongs to no connection (tcp_v4_send_reset). Answers the packet's id. */
export function sendReset(netns: Netns, skb: Skb): number | undefined {
  const { kernel } = netns;
  const about = ipv4Of(skb);
  const segment = about.payload as TcpSegment;
  if (segment.flags.rst) return undefined;
  const length = segment.data.length + (segment.flags.syn ? 1 : 0) + (segment.flags.fin ? 1 : 0);
  const payload: TcpSegment = segment.flags.ack
    ? {
        kind: 'tcp',
        srcPort: segment.dstPort,
        dstPort: segment.srcPort,
        sequence: segment.acknowledgement,
        acknowledgement: 0,
        flags: { rst: true },
        window: 0,
        data: new Uint8Array(0),
      }
    : {
        kind: 'tcp',
        srcPort: segment.dstPort,
        dstPort: segment.srcPort,
        sequence: 0,
        acknowledgement: (segment.sequence + length) >>> 0,
        flags: { rst: true, ack: true },
        window: 0,
        data: new Uint8Array(0),
      };
  const routed = netns.routeOutput({
    destination: about.src,
    ...(netns.isLocal(about.dst) ? { source: about.dst } : {}),
  });
  if (!routed.ok) return undefined;
  const packet = newPacket(netns, {
    src: about.dst,
    dst: about.src,
    protocol: IPPROTO_TCP,
    df: true,
    length: IPV4_HLEN + payloadLength(payload),
    payload,
  });
  const reset = new Skb(kernel.nextPacket(), kernel.nextCopy(), skb.id, skb.cause, packet);
  reset.socketOf = 'kernel';
  sendLocal(netns, reset, routed.dst);
  return reset.id;
}

/** A TCP segment nobody waits for. */
export function refuseSegment(device: Device, skb: Skb): void {
  const { netns } = device;
  const id = sendReset(netns, skb);
  const port = (ipv4Of(skb).payload as TcpSegment).dstPort;
  drop(netns, skb, 'deliver', 'NO_SOCKET', {
    device: device.name,
    decision: { kind: 'socket', protocol: 'tcp', port },
    answer: { packet: id },
  });
}
