import type { ArpPacket } from '../../net/arp.ts';
import type { NetworkPacket } from '../../net/ethernet.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet, TransportPayload } from '../../net/ipv4-packet.ts';
import type { Mac } from '../../net/mac.ts';
import type { Errno } from '../errno.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';
import type { TcpCounters } from './tcp/counters.ts';
import type { TcpState } from './tcp/state.ts';

/** Something a socket received: a packet, or an ICMP error about one that it sent (IP_RECVERR's error queue). */
export type Received =
  | { readonly kind: 'packet'; readonly packet: Ipv4Packet; readonly time: number; readonly ifindex: number }
  | {
      readonly kind: 'error';
      readonly from: Ipv4;
      readonly type: number;
      readonly code: number;
      readonly info: number;
      /** What the message means to the sender (ee_errno). */
      readonly errno: Errno;
      readonly original: Ipv4Packet;
      readonly ttl: number;
      readonly length: number;
      readonly time: number;
      readonly local: boolean;
    }
  | {
      readonly kind: 'arp';
      readonly packet: ArpPacket;
      readonly frameSource: Mac;
      readonly frameDestination: Mac;
      readonly time: number;
      readonly ifindex: number;
    };

/** Options of an IP socket (ip(7)). Absent ones keep the default. */
export interface SocketOptions {
  readonly ttl?: number;
  readonly tos?: number;
  readonly mark?: number;
  /** IP_MTU_DISCOVER: `do` sets DF and refuses what is too long, `want` is the default, `dont` never sets DF, `probe` sets DF and ignores the path MTU. */
  readonly mtuDiscover?: 'want' | 'do' | 'dont' | 'probe';
  readonly broadcast?: boolean;
  /** SO_BINDTODEVICE by name. */
  readonly device?: string;
  readonly receiveErrors?: boolean;
  /** SO_DONTROUTE: no router is asked. */
  readonly dontRoute?: boolean;
  /** SO_REUSEADDR: the address may be bound though another socket has it, if that one allows it too and does not listen. */
  readonly reuseAddress?: boolean;
  /** SO_REUSEPORT: as `reuseAddress`, though the other one listens. */
  readonly reusePort?: boolean;
  /** TCP_NODELAY: small segments do not wait for each other. */
  readonly noDelay?: boolean;
  /** TCP_MAXSEG: the segment size to advertise, at most. */
  readonly maximumSegment?: number;
}

/** Something in the kernel that uses a socket in the place of a program. Plain data and methods, as it is copied. */
export interface SocketOwner {
  /** Something arrived: data, a connection, an end (sk_data_ready). */
  dataReady(socket: Socket): void;
}

/** Where a datagram goes, and the address it is to come from where that is not left to the routes (IP_PKTINFO). */
export interface Destination {
  readonly address: Ipv4;
  readonly port: number;
  readonly source?: Ipv4;
}

/** An IP or packet socket. What it receives waits in a queue in order of arrival. */
export interface Socket {
  /** ENODEV for an unknown device. */
  setOptions(options: SocketOptions): Result;
  /** Binds the local address and port (0: any / chosen by the kernel). EADDRNOTAVAIL, EADDRINUSE. */
  bind(address: Ipv4, port: number): Result;
  /** Fixes the destination, looks up the route and chooses the source: ENETUNREACH, EHOSTUNREACH, EINVAL, EACCES as the route says. TCP: starts the handshake, whose course `state` and `takeError` tell. */
  connect(address: Ipv4, port: number): Result;
  /** The local address and port after bind or connect. */
  local(): { readonly address: Ipv4; readonly port: number };
  /** The other end, once connected. */
  peer(): { readonly address: Ipv4; readonly port: number };
  /** Sends a payload (raw ICMP: a message; UDP: a datagram). Errors are those of send(2): EPERM from OUTPUT DROP, EMSGSIZE, ENETUNREACH … and a pending soft error. */
  send(payload: TransportPayload, to?: Destination): Result;
  /** Sends an ARP packet (packet sockets only). */
  sendArp(packet: ArpPacket, to: Mac, ifindex: number): Result;
  /** IPV6_V6ONLY or not, of a socket that was opened for IPv6: it takes no packets of IPv4, or those as well. */
  v6: 'only' | 'dual' | undefined;
  /** The program that has it open, as ss names it. */
  holder: SocketProcess | undefined;
  /** Whom it tells of what arrives, in the kernel's own use. */
  owner: SocketOwner | undefined;
  receive(): Received | undefined;
  /** What `receive` would answer (MSG_PEEK). */
  peek(): Received | undefined;
  /** Takes back a `connect` of UDP (AF_UNSPEC). */
  disconnect(): void;
  /** Something waits to be received, or an error to be told. */
  pending(): boolean;
  /** SO_ERROR: the pending error, which is then forgotten. */
  takeError(): Errno | undefined;
  /** The id of the packet that the last `send` or `connect` made, for the trace; undefined before. */
  lastPacket(): number | undefined;
  close(): void;
}

/** A TCP socket: a stream of bytes each way. */
export interface StreamSocket extends Socket {
  readonly state: TcpState;
  /** Waits for connections; `backlog` of them at most are kept for `accept`. EADDRINUSE when another socket listens there. */
  listen(backlog: number): Result;
  /** The next connection of a listening socket. */
  accept(): StreamSocket | undefined;
  /** Takes bytes to be sent and answers how many it took. EAGAIN when the buffer is full; EPIPE, or why the connection ended. */
  write(data: Uint8Array): Result<number>;
  /** Takes what has come in, at most `limit` bytes; none at the end of the stream. EAGAIN when nothing has come yet. */
  read(limit?: number): Result<Uint8Array>;
  /** True when `read` would not answer EAGAIN, or `accept` has something. */
  readable(): boolean;
  /** True when `write` would not answer EAGAIN. */
  writable(): boolean;
  /** TCP_INFO: segments that were sent again, the window of congestion in bytes, the largest segment. */
  tcpInfo(): { readonly retransmissions: number; readonly congestionWindow: number; readonly mss: number };
  /** SHUT_WR: sends no more. ENOTCONN. */
  shutdown(): Result;
}

/** Kinds of socket: SOCK_RAW/IPPROTO_ICMP (ping), SOCK_DGRAM, SOCK_STREAM, AF_PACKET for ARP (arping). */
export type SocketKind = 'icmp' | 'udp' | 'tcp' | 'arp';

/** Whom a frame is for as the device sees it (sll_pkttype of packet(7)). */
export type PacketType = 'host' | 'broadcast' | 'multicast' | 'otherhost' | 'outgoing';

/** A frame that a packet socket has seen pass a device. `time` in microseconds of the virtual clock. */
export interface CapturedFrame {
  readonly time: number;
  readonly ifindex: number;
  readonly device: string;
  /** The device is a loopback: it shows each frame twice, as it leaves and as it arrives. */
  readonly loopback: boolean;
  readonly type: PacketType;
  readonly src: Mac;
  readonly dst: Mac;
  readonly payload: NetworkPacket;
}

/** A packet socket that sees all frames. They wait in the order in which they passed. */
export interface CaptureSocket {
  /** What has come since the last time. */
  take(): readonly CapturedFrame[];
  pending(): boolean;
  /** The device was deleted, or went to another namespace. */
  readonly vanished: boolean;
  close(): void;
}

/** What sock_diag(7) tells of a socket. */
export interface SocketInfo {
  readonly kind: 'udp' | 'tcp';
  /** UDP's are `CLOSE` when unconnected, `ESTABLISHED` when connected. */
  readonly state: TcpState;
  /** Bytes to be read, of UDP the memory they take; of a listening socket connections to be accepted. */
  readonly receiveQueue: number;
  /** Bytes not yet acknowledged; of a listening socket the most connections that wait. */
  readonly sendQueue: number;
  readonly localAddress: Ipv4;
  readonly localPort: number;
  readonly remoteAddress: Ipv4;
  readonly remotePort: number;
  /** SO_BINDTODEVICE. */
  readonly device: string | undefined;
  /** The process that opened it; undefined for the kernel's own, and when it has closed it. */
  readonly owner: SocketProcess | undefined;
  readonly inode: number;
  /** What it waits for: an acknowledgement (`on`), or the end of its state; microseconds left, and how often it ran out. */
  readonly timer?: { readonly name: 'on' | 'timewait'; readonly left: number; readonly retries: number };
  /** Listens to IPv6 (with IPv4 or without). */
  readonly v6: 'only' | 'dual' | undefined;
  /** No more comes, no more is sent. */
  readonly shutdown: { readonly receive: boolean; readonly send: boolean };
  /** Bytes that wait to be read, and the sizes of the buffers. */
  readonly memory: { readonly receive: number; readonly receiveBuffer: number; readonly sendBuffer: number };
  /** How a connection of TCP goes. */
  readonly tcp?: TcpDetails;
}

/** How a connection of TCP goes (struct tcp_info); times in microseconds. */
export interface TcpDetails {
  /** The window scales of the peer and its own. */
  readonly scales: readonly [number, number] | undefined;
  readonly timestamps: boolean;
  readonly sack: boolean;
  readonly timeout: number;
  readonly ackDelay: number;
  readonly backoff: number;
  readonly rtt: { readonly smoothed: number; readonly deviation: number } | undefined;
  readonly minRtt: number | undefined;
  readonly mss: number;
  readonly pathMtu: number;
  readonly receiveMss: number;
  readonly advertisedMss: number;
  /** Segments. */
  readonly congestionWindow: number;
  readonly slowStartThreshold: number;
  readonly counters: TcpCounters;
  readonly bytesAcknowledged: number;
  /** The time of the asking, for what lies in the past. */
  readonly now: number;
  /** Segments on the way. */
  readonly unacknowledged: number;
  readonly retransmissions: number;
  /** Nothing waits to be sent. */
  readonly sendsAll: boolean;
  readonly receiveThreshold: number;
  readonly sendWindow: number;
}

/** A program that holds a socket. */
export interface SocketProcess {
  readonly name: string;
  readonly pid: number;
  readonly fd: number;
}

/** Requests that open sockets. */
export interface SocketRequests {
  /** `holder` is the program that ss names. */
  open(netns: Netns, kind: 'tcp', holder?: SocketProcess): StreamSocket;
  open(netns: Netns, kind: SocketKind, holder?: SocketProcess): Socket;
  /** The sockets of UDP or TCP that a namespace has, as sock_diag(7) lists them. */
  dump(netns: Netns, kind: 'udp' | 'tcp'): readonly SocketInfo[];
  /** SOCK_DESTROY: ends the sockets of TCP that are wanted; answers how they were. */
  destroy(netns: Netns, wanted: (socket: SocketInfo) => boolean): readonly SocketInfo[];
  /**
   * Opens a packet socket for all protocols on a device, or without one on all of the namespace. A promiscuous one makes
   * the device take frames for others as well (PACKET_MR_PROMISC). ENODEV.
   */
  capture(netns: Netns, ifindex: number | undefined, promiscuous: boolean): Result<CaptureSocket>;
}
