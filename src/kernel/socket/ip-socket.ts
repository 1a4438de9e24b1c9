import type { ArpPacket } from '../../net/arp.ts';
import { ICMP_HLEN } from '../../net/icmp.ts';
import { igmpLength } from '../../net/igmp.ts';
import { ANY_IPV4, type Ipv4, isMulticastIpv4 } from '../../net/ipv4.ts';
import { IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPV4_HLEN, type TransportPayload } from '../../net/ipv4-packet.ts';
import type { Mac } from '../../net/mac.ts';
import { tcpHeaderLength } from '../../net/tcp.ts';
import { UDP_HLEN } from '../../net/udp.ts';
import type { Errno } from '../errno.ts';
import { isBroadcastAddress, isLocalAddress } from '../fib/address-type.ts';
import type { Dst } from '../ip/dst.ts';
import { type Flow, NO_FLOW } from '../ip/flow.ts';
import { newPacket, sendLocal } from '../ip/output.ts';
import { routeOutput } from '../ip/route-output.ts';
import { deviceNamed } from '../link/names.ts';
import { sendArp } from '../neigh/arp.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { Skb } from '../skb.ts';
import type {
  Destination,
  Received,
  Socket,
  SocketInfo,
  SocketKind,
  SocketOptions,
  SocketOwner,
  SocketProcess,
} from './requests.ts';
import { datagramTruesize } from './truesize.ts';

/** The sizes of a socket's buffers (rmem_default, wmem_default). */
const BUFFERS = { receiveBuffer: 212_992, sendBuffer: 212_992 } as const;
/** The largest MTU that a route has (IP_MAX_MTU). */
const IP_MAX_MTU = 65535;

/** What a socket of any kind has in common: options, addresses, the queue of what it received. */
export class IpSocket implements Socket {
  localAddress: Ipv4 = ANY_IPV4;
  localPort = 0;
  boundAddress = false;
  /** The destination that packets must have (inet_rcv_saddr); any without one. */
  receivesFor: Ipv4 = ANY_IPV4;
  remoteAddress: Ipv4 = ANY_IPV4;
  remotePort = 0;
  connected = false;
  options: SocketOptions = {};
  queue: Received[] = [];
  softError: Errno | undefined = undefined;
  closed = false;
  /** The program that has it open. */
  holder: SocketProcess | undefined = undefined;
  owner: SocketOwner | undefined = undefined;
  v6: 'only' | 'dual' | undefined = undefined;
  /** The number that /proc/net and ss know it by. */
  readonly inode: number;
  private last: number | undefined = undefined;

  constructor(
    readonly netns: Netns,
    readonly kind: SocketKind,
  ) {
    this.inode = netns.kernel.nextInode();
  }

  setOptions(options: SocketOptions): Result {
    if (options.device === undefined) {
      this.options = { ...this.options, ...options };
      return DONE;
    }
    const device = deviceNamed(this.netns, options.device);
    if (device === undefined) return refused('ENODEV');
    this.options = { ...this.options, ...options, device: device.name };
    return DONE;
  }

  protected get oif(): number {
    return this.options.device === undefined ? 0 : (deviceNamed(this.netns, this.options.device)?.ifindex ?? 0);
  }

  bind(address: Ipv4, port: number): Result {
    const group = isMulticastIpv4(address) || isBroadcastAddress(this.netns, address);
    const foreign = address !== ANY_IPV4 && !group && !isLocalAddress(this.netns, address);
    if (foreign && !mayBindForeign(this.netns)) return refused('EADDRNOTAVAIL');
    // A group is only listened to: what is sent takes the device's address (raw_bind, inet_bind).
    this.receivesFor = address;
    this.localAddress = address;
    this.boundAddress = address !== ANY_IPV4 && !group;
    this.localPort = port === 0 ? this.netns.sockets.freePort(this.netns, this.kind) : port;
    if (port !== 0 && this.netns.sockets.isTaken(this)) {
      this.localPort = 0;
      return refused('EADDRINUSE');
    }
    this.netns.sockets.register(this);
    return DONE;
  }

  protected route(
    address: Ipv4,
    source = this.boundAddress ? this.localAddress : undefined,
    port = this.remotePort,
  ): Result<Dst> {
    const query = {
      destination: address,
      ...(source === undefined ? {} : { source }),
      ...(this.oif === 0 ? {} : { oif: this.oif }),
      tos: (this.options.tos ?? 0) & 0x1e,
      mark: this.options.mark ?? 0,
      ...(this.options.dontRoute ? { onLink: true } : {}),
      ...this.flow(port),
    };
    const routed = routeOutput(this.netns, query);
    return routed.ok ? granted(routed.dst) : refused(routed.error);
  }

  /** What rules and the hash of next hops see of its packets (flowi4_init_output). */
  private flow(port: number): Flow {
    if (this.kind === 'arp') return NO_FLOW;
    const protocol = PROTOCOLS[this.kind];
    return this.kind === 'icmp' ? { protocol } : { protocol, sourcePort: this.localPort, destinationPort: port };
  }

  connect(address: Ipv4, port: number): Result {
    let routed = this.route(address, undefined, port);
    // 0.0.0.0 is this host itself, which then has to be found (ip_route_connect).
    const to = address === ANY_IPV4 && routed.ok ? (routed.value.source ?? address) : address;
    if (to !== address) routed = this.route(to, to, port);
    // The way is asked for again from the source that it gave: none goes out from a group.
    if (routed.ok && isMulticastIpv4(routed.value.source ?? ANY_IPV4)) return refused('EINVAL');
    if (!routed.ok) return routed;
    const refusal = this.refusalOf(routed.value);
    if (refusal !== undefined) return refused(refusal);
    if (!this.boundAddress) this.localAddress = routed.value.source ?? ANY_IPV4;
    this.remoteAddress = to;
    this.remotePort = port;
    this.connected = true;
    if (this.localPort === 0 && this.kind !== 'arp')
      this.localPort = this.kind === 'icmp' ? 0 : this.netns.sockets.freePort(this.netns, this.kind);
    this.netns.sockets.register(this);
    return DONE;
  }

  /** Why there can be no connection by a route that there is: broadcasts have to be asked for (ip4_datagram_connect). */
  protected refusalOf({ kind }: Dst): Errno | undefined {
    return kind === 'broadcast' && !this.options.broadcast ? 'EACCES' : undefined;
  }

  local() {
    return { address: this.localAddress, port: this.localPort };
  }

  peer() {
    return { address: this.remoteAddress, port: this.remotePort };
  }

  send(payload: TransportPayload, to?: Destination): Result {
    const { netns } = this;
    const { kernel } = netns;
    const pending = this.takeError();
    if (pending !== undefined) return refused(pending);
    const asked = to?.address ?? this.remoteAddress;
    const routed = this.route(asked, to?.source, to?.port);
    if (!routed.ok) return routed;
    const dst = routed.value;
    // 0.0.0.0 is this host itself (ip_route_output_key_hash_rcu).
    const destination = asked === ANY_IPV4 ? (dst.source ?? asked) : asked;
    if (dst.kind === 'broadcast' && !this.options.broadcast) return refused('EACCES');
    const source = to?.source ?? (this.boundAddress || this.connected ? this.localAddress : (dst.source ?? ANY_IPV4));
    const length = IPV4_HLEN + payloadLength(payload);
    const mode = this.options.mtuDiscover ?? 'want';
    const mtu =
      dst.kind === 'local'
        ? netns.loopback.mtu
        : mode === 'probe'
          ? dst.device.mtu
          : Math.min(dst.pathMtu ?? dst.device.mtu, dst.device.mtu);
    // A raw socket refuses at once what no packet could hold; the rest is known to be too long with its header before it.
    if (length - IPV4_HLEN > IP_MAX_MTU) return refused('EMSGSIZE');
    if (length > (mode === 'do' || mode === 'probe' ? Math.min(mtu, IP_MAX_MTU) : IP_MAX_MTU)) {
      if (this.options.receiveErrors) this.localError(Math.min(mtu, IP_MAX_MTU), destination, payload, source, length);
      return refused('EMSGSIZE');
    }
    const df = mode === 'do' || mode === 'probe' || (mode === 'want' && length <= mtu && dst.route?.mtuLocked !== true);
    const packet = newPacket(netns, {
      src: source === ANY_IPV4 ? (dst.source ?? ANY_IPV4) : source,
      dst: destination,
      protocol: PROTOCOLS[payload.kind as keyof typeof PROTOCOLS] ?? 255,
      ttl: this.options.ttl ?? (isMulticastIpv4(destination) ? 1 : (dst.route?.hopLimit ?? netns.defaultTtl)),
      tos: this.options.tos ?? 0,
      df,
      // What must not be fragmented needs no number (ip_select_ident_segs), but for those of connected sockets.
      ...(df && mode !== 'want' && (this.kind === 'icmp' || !this.connected) ? { id: 0 } : {}),
      length,
      payload,
    });
    this.netns.sockets.register(this);
    const skb = new Skb(kernel.nextPacket(), kernel.nextCopy(), undefined, kernel.cause, packet);
    skb.mark = this.options.mark ?? 0;
    skb.socketOf = 'process';
    this.last = skb.id;
    // Who probes is not kept from it by what was learned (ip_sk_use_pmtu).
    const way = mode === 'probe' ? { ...dst, pathMtu: undefined } : dst;
    const sent = sendLocal(netns, skb, way, this.oif);
    if (this.kind === 'udp') this.countDatagram(sent);
    // What a device drops is only told to those who want to hear of errors (raw_sendmsg, udp_send_skb).
    return !sent.ok && sent.error.errno === 'ENOBUFS' && !this.options.receiveErrors ? DONE : sent;
  }

  /** A datagram left, or found no room (udp_send_skb). */
  private countDatagram(sent: Result): void {
    const { mib } = this.netns;
    if (sent.ok) mib.UdpOutDatagrams++;
    else if (sent.error.errno === 'ENOBUFS' && !this.options.receiveErrors) mib.UdpSndbufErrors++;
  }

  private localError(mtu: number, address: Ipv4, payload: TransportPayload, source: Ipv4, length: number): void {
    const original = newPacket(this.netns, { src: source, dst: address, protocol: IPPROTO_ICMP, length, payload });
    this.queueError({
      kind: 'error',
      from: source,
      type: 3,
      code: 4,
      info: mtu,
      errno: 'EMSGSIZE',
      original,
      ttl: 0,
      length: 0,
      time: this.netns.kernel.now,
      local: true,
    });
  }

  sendArp(packet: ArpPacket, to: Mac, ifindex: number): Result {
    const device = this.netns.devices.get(ifindex);
    if (device === undefined) return refused('ENXIO');
    if (!device.up) return refused('ENETDOWN');
    this.netns.sockets.register(this);
    this.last = sendArp(device, packet, to, undefined).id;
    return DONE;
  }

  receive(): Received | undefined {
    const item = this.queue.shift();
    // Datagrams count once they are read (udp_recvmsg).
    if (this.kind === 'udp' && item?.kind === 'packet') this.netns.mib.UdpInDatagrams++;
    return item;
  }

  peek(): Received | undefined {
    return this.queue[0];
  }

  /** Errors are told one after the other, before anything that has arrived (sock_error). */
  queueError(error: Extract<Received, { kind: 'error' }>): void {
    const arrived = this.queue.findIndex(({ kind }) => kind !== 'error');
    this.queue.splice(arrived < 0 ? this.queue.length : arrived, 0, error);
  }

  disconnect(): void {
    this.connected = false;
    this.remoteAddress = ANY_IPV4;
    this.remotePort = 0;
    if (!this.boundAddress) this.localAddress = ANY_IPV4;
  }

  pending(): boolean {
    return this.queue.length > 0 || this.softError !== undefined;
  }

  takeError(): Errno | undefined {
    const error = this.softError;
    this.softError = undefined;
    return error;
  }

  info(): SocketInfo {
    const { localAddress, localPort, remoteAddress, remotePort, connected, v6, inode, holder } = this;
    return {
      kind: this.kind as 'udp' | 'tcp',
      state: connected ? 'ESTABLISHED' : 'CLOSE',
      receiveQueue: this.queuedMemory(),
      sendQueue: 0,
      localAddress,
      localPort,
      remoteAddress,
      remotePort,
      device: this.options.device,
      owner: holder,
      inode,
      v6,
      shutdown: { receive: false, send: false },
      memory: { receive: this.queuedMemory(), ...BUFFERS },
    };
  }

  /** The memory of what waits to be read (sk_rmem_alloc). */
  private queuedMemory(): number {
    return this.queue.reduce(
      (sum, each) => sum + (each.kind === 'packet' ? datagramTruesize(each.packet.length - 28) : 0),
      0,
    );
  }

  lastPacket(): number | undefined {
    return this.last;
  }

  noteSent(id: number): void {
    this.last = id;
  }

  close(): void {
    this.closed = true;
    this.netns.sockets.unregister(this);
  }
}

const PROTOCOLS = { icmp: IPPROTO_ICMP, udp: IPPROTO_UDP, tcp: IPPROTO_TCP } as const;

/** Bytes of a transport payload with its header. */
export function payloadLength(payload: TransportPayload): number {
  switch (payload.kind) {
    case 'icmp':
      return ICMP_HLEN + payload.dataLength;
    case 'udp':
      return UDP_HLEN + payload.data.length;
    case 'tcp':
      return tcpHeaderLength(payload) + payload.data.length;
    case 'igmp':
      return igmpLength(payload);
    default:
      return payload.bytes.length;
  }
}

/** net.ipv4.ip_nonlocal_bind. */
function mayBindForeign({ settings }: Netns): boolean {
  return (settings.get('net/ipv4/ip_nonlocal_bind') ?? '0') !== '0';
}
