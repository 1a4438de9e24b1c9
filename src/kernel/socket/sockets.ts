import type { Netns } from '../netns/netns.ts';
import { granted, type Result, refused } from '../result.ts';
import { IpSocket } from './ip-socket.ts';
import { PacketSocket } from './packet-socket.ts';
import type { CaptureSocket, Socket, SocketKind, SocketRequests } from './requests.ts';
import { TcpSocket } from './tcp-socket.ts';

/** Opens sockets (socket(2)). */
export class Sockets implements SocketRequests {
  open(netns: Netns, kind: SocketKind): Socket {
    return kind === 'tcp' ? new TcpSocket(netns) : new IpSocket(netns, kind);
  }

  capture(netns: Netns, ifindex: number | undefined, promiscuous: boolean): Result<CaptureSocket> {
    const device = ifindex === undefined ? undefined : netns.devices.get(ifindex);
    if (ifindex !== undefined && device === undefined) return refused('ENODEV');
    return granted(new PacketSocket(netns, device, promiscuous));
  }
}
