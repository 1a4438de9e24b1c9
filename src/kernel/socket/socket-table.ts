import type { IcmpError } from '../../net/icmp.ts';
import { ANY_IPV4, type Ipv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { TcpSegment } from '../../net/tcp.ts';
import type { UdpDatagram } from '../../net/udp.ts';
import { drop, emit } from '../emit.ts';
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
import { refuseSegment, TcpSocket } from './tcp-socket.ts';

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

  isBound(kind: SocketKind, port: number, address: Ipv4): boolean {
    for (const socket of this.all)
      if (
        socket.kind === kind &&
        socket.localPort === port &&
        !(socket.connected && kind === 'tcp') &&
        (socket.localAddress === address || socket.localAddress === ANY_IPV4 || address === ANY_IPV4)
      )
        return true;
    return false;
  }

  /** A port of net.ipv4.ip_local_port_range that nobody holds. */
  freePort(netns: Netns, kind: SocketKind): number {
    for (;;) {
      const port = 32768 + netns.kernel.random(28232);
      if (!this.isBound(kind, port, ANY_IPV4)) return port;
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
    for (const socket of this.all) {
      if (socket.kind !== 'udp' || socket.localPort !== datagram.dstPort || !isAddressed(socket, packet)) continue;
      if (socket.connected && (socket.remoteAddress !== packet.src || socket.remotePort !== datagram.srcPort)) continue;
      socket.queue.push(received(packet, device));
      if (netns.kernel.tracing)
        emit(netns, skb, 'deliver', 'deliver', {
          device: device.name,
          decision: { kind: 'socket', protocol: 'udp', port: datagram.dstPort },
        });
      return;
    }
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
    let listener: TcpSocket | undefined;
    for (const socket of this.all) {
      if (!(socket instanceof TcpSocket) || socket.localPort !== segment.dstPort || !isAddressed(socket, packet))
        continue;
      if (socket.connected && socket.remoteAddress === packet.src && socket.remotePort === segment.srcPort)
        return socket.receiveSegment(device, skb);
      if (socket.state() === 'listen') listener = socket;
    }
    if (listener !== undefined) listener.receiveSegment(device, skb);
    else refuseSegment(device, skb);
  }

  /** An ICMP error about something sent from here (icmp_unreach and the protocols' err_handler). */
  receiveError(skb: Skb, message: IcmpError): void {
    const { original } = message;
    const error = ipv4Of(skb);
    // A redirect is for the routes, not for sockets (raw_err, __udp4_lib_err).
    if (message.type === ICMP_REDIRECT) return;
    const errno = errnoOfIcmp(message.type, message.code);
    for (const socket of this.all) {
      if (!concerns(socket, original)) continue;
      if (socket instanceof TcpSocket && message.type === 3 && message.code !== 4) socket.fail();
      if (socket.options.receiveErrors)
        socket.queue.push({
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
      if (socket.kind === 'udp' && socket.connected && message.type === 3 && !socket.options.receiveErrors)
        socket.softError = errno;
    }
  }
}

/** The device that sockets take for the one of entry: of a packet from here to here the one that owns its address (inet_iif). */
function entryOf(device: Device, { dst }: Ipv4Packet): Device {
  if (!device.isLoopback) return device;
  return device.netns.fib.tables.get(RT_TABLE_LOCAL)?.find(dst, () => true)?.nextHops[0]?.device ?? device;
}

function received(packet: Ipv4Packet, device: Device) {
  return { kind: 'packet', packet, time: device.netns.kernel.now, ifindex: device.ifindex } as const;
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
