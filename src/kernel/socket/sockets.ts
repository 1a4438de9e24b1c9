import type { Netns } from '../netns/netns.ts';
import { IpSocket } from './ip-socket.ts';
import type { Socket, SocketKind, SocketRequests } from './requests.ts';
import { TcpSocket } from './tcp-socket.ts';

/** Opens sockets (socket(2)). */
export class Sockets implements SocketRequests {
  open(netns: Netns, kind: SocketKind): Socket {
    return kind === 'tcp' ? new TcpSocket(netns) : new IpSocket(netns, kind);
  }
}
