import { granted, type Result, refused } from '../kernel/result.ts';
import type { Socket, StreamSocket } from '../kernel/socket/requests.ts';

/** A connected socket as programs use it that do not mind whether it is TCP's or UDP's: bytes in, bytes out. */
export interface Channel {
  /** Takes bytes and answers how many; EAGAIN when none can be taken now, or why nothing can be sent any more. */
  write(data: Uint8Array): Result<number>;
  /** What came in; nothing at the end; EAGAIN when nothing has come yet. */
  read(): Result<Uint8Array>;
  readable(): boolean;
  writable(): boolean;
  /** Sends no more, where the protocol can say so. */
  shutdown(): void;
  close(): void;
}

/** A TCP connection. */
export function streamChannel(socket: StreamSocket): Channel {
  return {
    write: (data) => socket.write(data),
    read: () => socket.read(),
    readable: () => socket.readable(),
    writable: () => socket.writable(),
    shutdown: () => void socket.shutdown(),
    close: () => socket.close(),
  };
}

/** The most bytes of a datagram (65,535 less the headers of IP and UDP). */
const LARGEST_DATAGRAM = 65507;

/** UDP with one other end. A datagram goes out for each write. */
export function datagramChannel(socket: Socket): Channel {
  return {
    write: (data) => {
      const piece = data.subarray(0, LARGEST_DATAGRAM);
      const { port } = socket.peer();
      if (port === 0) return refused('EDESTADDRREQ');
      const sent = socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: port, data: piece });
      return sent.ok ? granted(piece.length) : sent;
    },
    read: () => {
      for (let item = socket.receive(); item !== undefined; item = socket.receive())
        if (item.kind === 'packet' && item.packet.payload.kind === 'udp') return granted(item.packet.payload.data);
      return refused(socket.takeError() ?? 'EAGAIN');
    },
    readable: () => socket.pending(),
    writable: () => true,
    shutdown: () => {},
    close: () => socket.close(),
  };
}
