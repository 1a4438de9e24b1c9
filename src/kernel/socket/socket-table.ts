import type { IcmpError } from '../../net/icmp.ts';
import { ANY_IPV4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { TcpSegment } from '../../net/tcp.ts';
import type { UdpDatagram } from '../../net/udp.ts';
import { drop, emit } from '../emit.ts';
import type { Errno } from '../errno.ts';
import { RT_TABLE_LOCAL } from '../fib/requests.ts';
import type { Dst } from '../ip/dst.ts';
import { ipv4Of } from '../ip/hook.ts';
import { icmpSend } from '../ip/icmp.ts';
import type { Device } from '../link/device.ts';
import { receiveVxlan } from '../link/vxlan-receive.ts';
import type { Netns } from '../netns/netns.ts';
import type { Skb } from '../skb.ts';
import { errnoOfIcmp } from './icmp-error.ts';
import type { IpSocket } from './ip-socket.ts';
import type { PacketSocket } from './packet-socket.ts';
import type { SocketKind } from './requests.ts';
import { refuseSegment } from './tcp/reset.ts';
import { fitWay } from './tcp/retransmit.ts';
import { setting } from './tcp/settings.ts';
import { TcpSocket } from './tcp/tcp-socket.ts';

const ICMP_REDIRECT = 5;

/** The sockets of a namespace and how packets find them. */
export class SocketTable {
  private readonly all = new Set<IpSocket>();
  /** Sockets that see every frame (ptype_all), in the order they were opened. */
  readonly taps: PacketSocket[] = [];

  register(socket: IpSocket): void {
    if (!socket.closed) this.all.add(socket);
  }

  unregister(socket: IpSocket): void {
    this.all.delete(socket);
  }

  /** The sockets of UDP or TCP with an address, in the order in which they got it. */
  list(kind: 'udp' | 'tcp'): IpSocket[] {
    return [...this.all].filter((socket) => socket.kind === kind);
  }

  /** True when another socket has the address and does not share it (inet_csk_bind_conflict, udp_lib_lport_inuse). */
  isTaken(socket: IpSocket): boolean {
    for (const other of this.all) {
      if (other === socket || other.kind !== socket.kind || other.localPort !== socket.localPort) continue;
      if (!overlaps(socket, other)) continue;
      const { reuseAddress, reusePort } = socket.options;
      if (reusePort && other.options.reusePort) continue;
      const shared = reuseAddress && other.options.reuseAddress;
      const listens = isListening(other);
      // Connections that a listening socket made do not stand in the way of a further one.
      const isChild = other instanceof TcpSocket && other.connected && isListening(socket);
      if (!(shared && !listens) && !isChild) return true;
    }
    return false;
  }

  /** True when another socket has the same connection (__inet_check_established). */
  isConnected(socket: IpSocket): boolean {
    for (const other of this.all)
      if (other !== socket && other.connected && other.kind === socket.kind && haveSameEnds(socket, other)) return true;
    return false;
  }

  /** A port of net.ipv4.ip_local_port_range that nobody holds. */
  freePort(netns: Netns, kind: SocketKind): number {
    const range = netns.settings.get('net/ipv4/ip_local_port_range');
    const [first = 32768, last = 60999] = range === undefined ? [] : range.split(/\s+/).map(Number);
    for (let tries = 0; ; tries++) {
      const port = first + netns.kernel.random(last - first + 1);
      if (tries > 1000 || ![...this.all].some((socket) => socket.kind === kind && socket.localPort === port))
        return port;
    }
  }

  tapIcmp(device: Device, skb: Skb): void {
    const packet = ipv4Of(skb);
    const entry = entryOf(device, packet);
    // A socket of a VRF hears its ports too (raw_sk_bound_dev_eq).
    const names = [entry.name, entry.l3Master?.name];
    for (const socket of this.all)
      if (
        socket.kind === 'icmp' &&
        (socket.options.device === undefined || names.includes(socket.options.device)) &&
        (socket.receivesFor === ANY_IPV4 || socket.receivesFor === packet.dst)
      )
        socket.queue.push(received(packet, device));
  }

  tapArp(device: Device, skb: Skb): void {
    if (skb.packet.kind !== 'arp' || this.all.size === 0) return;
    for (const socket of this.all)
      if (socket.kind === 'arp')
        socket.queue.push({
          kind: 'arp',
          packet: skb.packet,
          frameSource: skb.srcMac,
          frameDestination: skb.dstMac,
          time: device.netns.kernel.now,
          ifindex: device.ifindex,
        });
  }

  receiveUdp(device: Device, skb: Skb, dst: Dst): void {
    const { netns } = device;
    if (receiveVxlan(netns, skb)) return;
    const packet = ipv4Of(skb);
    const datagram = packet.payload as UdpDatagram;
    const found = this.find('udp', device, packet, datagram.srcPort, datagram.dstPort);
    // What goes to many is heard by all who listen (__udp4_lib_mcast_deliver).
    const hearers = dst.kind === 'local' ? found.slice(0, 1) : found;
    for (const socket of hearers) {
      socket.queue.push(received(packet, device));
      socket.owner?.dataReady(socket);
    }
    if (hearers.length > 0) {
      if (netns.kernel.tracing)
        emit(netns, skb, 'deliver', 'deliver', {
          device: device.name,
          decision: { kind: 'socket', protocol: 'udp', port: datagram.dstPort },
        });
      return;
    }
    netns.mib[dst.kind === 'local' ? 'UdpNoPorts' : 'UdpIgnoredMulti']++;
    const answer =
      dst.kind === 'local'
        ? icmpSend(netns.kernel, skb, 3, 3, 0, netns)
        : { packet: undefined, why: 'the packet was a broadcast' };
    drop(netns, skb, 'deliver', 'NO_SOCKET', {
      device: device.name,
      decision: { kind: 'socket', protocol: 'udp', port: datagram.dstPort },
      answer,
    });
  }

  receiveTcp(device: Device, skb: Skb): void {
    const packet = ipv4Of(skb);
    const segment = packet.payload as TcpSegment;
    device.netns.mib.TcpInSegs++;
    const found = this.find('tcp', device, packet, segment.srcPort, segment.dstPort) as TcpSocket[];
    let socket = found[0];
    // A new connection may take the place of one that is only remembered (tcp_timewait_state_process, TCP_TW_SYN).
    if (socket?.state === 'TIME_WAIT' && segment.flags.syn && !segment.flags.ack) {
      const listener = found.find(({ state }) => state === 'LISTEN');
      if (listener !== undefined) {
        socket.finish();
        socket = listener;
      }
    }
    if (socket === undefined) refuseSegment(device, skb);
    else socket.receiveSegment(device, skb);
  }

  /** The sockets that a packet may be for, the best first: those of its connection, then the more narrowly bound (compute_score). */
  private find(kind: 'udp' | 'tcp', device: Device, packet: Ipv4Packet, from: number, to: number): IpSocket[] {
    const found: { readonly socket: IpSocket; readonly score: number }[] = [];
    let entry: Device | undefined;
    for (const socket of this.all) {
      if (socket.localPort !== to || socket.kind !== kind || socket.v6 === 'only') continue;
      if (!isAddressed(socket, packet)) continue;
      if (socket.connected && (socket.remoteAddress !== packet.src || socket.remotePort !== from)) continue;
      if (socket instanceof TcpSocket && !socket.connected && socket.state !== 'LISTEN') continue;
      entry ??= entryOf(device, packet);
      if (!isHeardBy(socket, entry)) continue;
      const { connected, localAddress, options, v6 } = socket;
      const score =
        (connected ? 8 : 0) +
        (localAddress === ANY_IPV4 ? 0 : 4) +
        (options.device === undefined ? 0 : 2) +
        (v6 === undefined ? 1 : 0);
      found.push({ socket, score });
    }
    if (found.length > 1) found.sort((a, b) => b.score - a.score);
    return found.map(({ socket }) => socket);
  }

  /** An ICMP error about something sent from here (icmp_unreach and the protocols' err_handler). */
  receiveError(device: Device, skb: Skb, message: IcmpError): void {
    const { original } = message;
    const error = ipv4Of(skb);
    // A redirect is for the routes, not for sockets (raw_err, __udp4_lib_err).
    if (message.type === ICMP_REDIRECT) return;
    const errno = errnoOfIcmp(message.type, message.code);
    for (const socket of this.all) {
      if (!concerns(socket, original)) continue;
      if (socket.kind !== 'tcp' && !isFoundByError(socket, device, original)) continue;
      if (socket instanceof TcpSocket) tellTcp(socket, message, errno);
      if (socket.options.receiveErrors)
        socket.queueError({
          kind: 'error',
          from: error.src,
          type: message.type,
          code: message.code,
          info: message.info,
          errno,
          original,
          ttl: error.ttl,
          length: error.length,
          time: socket.netns.kernel.now,
          local: false,
        });
      if (socket.kind === 'udp' && socket.connected && isFatal(message) && !socket.options.receiveErrors)
        socket.softError = errno;
    }
  }
}

/**
 * ICMP errors that a connected socket of UDP is told of without asking for them: not that a network or host is out of reach,
 * which may pass (icmp_err_convert).
 */
function isFatal({ type, code }: IcmpError): boolean {
  return type === 12 || (type === 3 && ![0, 1, 5, 11, 12].includes(code));
}

/**
 * A socket of UDP or ICMP is looked up by the device the error came in by, as it is, and by the address that it listens to
 * (__udp4_lib_err, raw_icmp_error).
 */
function isFoundByError(socket: IpSocket, device: Device, { src }: Ipv4Packet): boolean {
  if (socket.options.device !== undefined && !isHeardBy(socket, device)) return false;
  return socket.receivesFor === ANY_IPV4 || socket.receivesFor === src;
}

/** The device that sockets take for the one of entry: of a packet from here to here the one that owns its address (inet_iif). */
function entryOf(device: Device, { dst }: Ipv4Packet): Device {
  if (!device.isLoopback) return device;
  const route = device.netns.fib.find(RT_TABLE_LOCAL, dst, ({ type }) => type === 'local');
  return route?.nextHops[0]?.device ?? device;
}

function received(packet: Ipv4Packet, device: Device) {
  return { kind: 'packet', packet, time: device.netns.kernel.now, ifindex: device.ifindex } as const;
}

/** What an ICMP error means to a connection (tcp_v4_err): a narrower way, the end of a handshake, or only a hint. */
function tellTcp(socket: TcpSocket, message: IcmpError, errno: Errno): void {
  if (message.type === 3 && message.code === 4) fitWay(socket);
  else if (socket.state === 'SYN_SENT') socket.fail(errno);
  else if (socket.state === 'SYN_RECV') socket.finish();
  else socket.softError = errno;
}

/** A socket bound to a device, or to the VRF it belongs to, hears what comes by it; one that is not hears no VRF (inet_bound_dev_eq). */
function isHeardBy({ options, kind, netns }: IpSocket, entry: Device): boolean {
  if (options.device !== undefined) return options.device === entry.name || options.device === entry.l3Master?.name;
  if (entry.l3Master === null) return true;
  return setting(netns, kind === 'tcp' ? 'tcp_l3mdev_accept' : 'udp_l3mdev_accept') !== 0;
}

function isListening(socket: IpSocket): boolean {
  return socket instanceof TcpSocket && socket.state === 'LISTEN';
}

/** True when two sockets with the same port would hear the same packets. */
function overlaps(a: IpSocket, b: IpSocket): boolean {
  if ((a.v6 === 'only') !== (b.v6 === 'only')) return false;
  const devices =
    a.options.device === undefined || b.options.device === undefined || a.options.device === b.options.device;
  return devices && (a.localAddress === b.localAddress || a.localAddress === ANY_IPV4 || b.localAddress === ANY_IPV4);
}

function haveSameEnds(a: IpSocket, b: IpSocket): boolean {
  return (
    a.localPort === b.localPort &&
    a.remotePort === b.remotePort &&
    a.localAddress === b.localAddress &&
    a.remoteAddress === b.remoteAddress
  );
}

function isAddressed(socket: IpSocket, packet: Ipv4Packet): boolean {
  return socket.localAddress === ANY_IPV4 || socket.localAddress === packet.dst;
}

function concerns(socket: IpSocket, original: Ipv4Packet): boolean {
  const { payload } = original;
  if (payload.kind === 'icmp')
    return socket.kind === 'icmp' && (!socket.connected || socket.remoteAddress === original.dst);
  if (payload.kind !== socket.kind) return false;
  return (
    socket.localPort === payload.srcPort &&
    (!socket.connected || (socket.remoteAddress === original.dst && socket.remotePort === payload.dstPort))
  );
}
