import type { Netns } from '../netns/netns.ts';
import { granted, type Result, refused } from '../result.ts';
import { IpSocket } from './ip-socket.ts';
import { PacketSocket } from './packet-socket.ts';
import type {
  CaptureSocket,
  Socket,
  SocketInfo,
  SocketKind,
  SocketProcess,
  SocketRequests,
  StreamSocket,
} from './requests.ts';
import { TcpSocket } from './tcp/tcp-socket.ts';

/** Opens sockets (socket(2)). */
export class Sockets implements SocketRequests {
  open(netns: Netns, kind: 'tcp', holder?: SocketProcess): StreamSocket;
  open(netns: Netns, kind: SocketKind, holder?: SocketProcess): Socket;
  open(netns: Netns, kind: SocketKind, holder?: SocketProcess): Socket {
    const socket = kind === 'tcp' ? new TcpSocket(netns) : new IpSocket(netns, kind);
    socket.holder = holder;
    return socket;
  }

  dump(netns: Netns, kind: 'udp' | 'tcp'): readonly SocketInfo[] {
    return netns.sockets.list(kind).map((socket) => socket.info());
  }

  destroy(netns: Netns, wanted: (socket: SocketInfo) => boolean): readonly SocketInfo[] {
    const ended: SocketInfo[] = [];
    for (const socket of [...netns.sockets.list('tcp')]) {
      const info = socket.info();
      if (!(socket instanceof TcpSocket) || !wanted(info)) continue;
      ended.push(info);
      socket.destroy();
    }
    return ended;
  }

  capture(netns: Netns, ifindex: number | undefined, promiscuous: boolean): Result<CaptureSocket> {
    const device = ifindex === undefined ? undefined : netns.devices.get(ifindex);
    if (ifindex !== undefined && device === undefined) return refused('ENODEV');
    return granted(new PacketSocket(netns, device, promiscuous));
  }
}
