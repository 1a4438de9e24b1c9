import type { ArpPacket } from '../../net/arp.ts';
import type { NetworkPacket } from '../../net/ethernet.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet, TransportPayload } from '../../net/ipv4-packet.ts';
import type { Mac } from '../../net/mac.ts';
import type { Errno } from '../errno.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';

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
}

/** An IP or packet socket. What it receives waits in a queue in order of arrival. */
export interface Socket {
  /** ENODEV for an unknown device. */
  setOptions(options: SocketOptions): Result;
  /** Binds the local address and port (0: any / chosen by the kernel). EADDRNOTAVAIL, EADDRINUSE. */
  bind(address: Ipv4, port: number): Result;
  /** Fixes the destination, looks up the route and chooses the source: ENETUNREACH, EHOSTUNREACH, EINVAL, EACCES as the route says. TCP: starts the handshake and returns EINPROGRESS-free; see `state`. */
  connect(address: Ipv4, port: number): Result;
  /** The local address and port after bind or connect. */
  local(): { readonly address: Ipv4; readonly port: number };
  /** Sends a payload (raw ICMP: a message; UDP: a datagram). Errors are those of send(2): EPERM from OUTPUT DROP, EMSGSIZE, ENETUNREACH … and a pending soft error. */
  send(payload: TransportPayload, to?: { readonly address: Ipv4; readonly port: number }): Result;
  /** Sends an ARP packet (packet sockets only). */
  sendArp(packet: ArpPacket, to: Mac, ifindex: number): Result;
  receive(): Received | undefined;
  pending(): boolean;
  /** TCP only. `refused`, `timeout` and `unreachable` are the ends of a failed connect. */
  state():
    | 'closed'
    | 'listen'
    | 'syn-sent'
    | 'syn-recv'
    | 'established'
    | 'fin-wait'
    | 'close-wait'
    | 'refused'
    | 'timeout'
    | 'unreachable';
  listen(): Result;
  /** The next accepted connection of a listening TCP socket. */
  accept(): Socket | undefined;
  /** The id of the packet that the last `send` or `connect` made, for the trace; undefined before. */
  lastPacket(): number | undefined;
  close(): void;
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

/** Requests that open sockets. */
export interface SocketRequests {
  open(netns: Netns, kind: SocketKind): Socket;
  /**
   * Opens a packet socket for all protocols on a device, or without one on all of the namespace. A promiscuous one makes
   * the device take frames for others as well (PACKET_MR_PROMISC). ENODEV.
   */
  capture(netns: Netns, ifindex: number | undefined, promiscuous: boolean): Result<CaptureSocket>;
}
