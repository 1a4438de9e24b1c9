import type { Kernel } from '../../../kernel/kernel.ts';
import type { Socket, SocketOwner, StreamSocket } from '../../../kernel/socket/requests.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';

/**
 * docker-proxy: what reaches a published port of the host past the rules (from the host to 127.0.0.1, from a container of
 * the same network) is carried to the container by a connection of the host's own.
 */
export class PortProxy implements SocketOwner {
  constructor(
    private readonly kernel: Kernel,
    private readonly address: Ipv4,
    private readonly port: number,
  ) {}

  dataReady(listener: Socket): void {
    const stream = listener as StreamSocket;
    for (let near = stream.accept(); near !== undefined; near = stream.accept()) {
      const far = this.kernel.socket.open(this.kernel.netns.initial, 'tcp') as StreamSocket;
      const relay = new Relay(near, far);
      near.owner = relay;
      far.owner = relay;
      if (far.connect(this.address, this.port).ok) relay.dataReady();
      else relay.close();
    }
  }
}

/** Two connections, of which each gets what comes from the other. */
class Relay implements SocketOwner {
  private readonly ended = [false, false];

  constructor(
    private readonly near: StreamSocket,
    private readonly far: StreamSocket,
  ) {}

  dataReady(): void {
    if (this.far.state === 'SYN_SENT') return;
    this.carry(0, this.near, this.far);
    this.carry(1, this.far, this.near);
    if (this.ended[0] && this.ended[1]) this.close();
  }

  private carry(way: 0 | 1, from: StreamSocket, to: StreamSocket): void {
    while (!this.ended[way] && to.writable()) {
      const read = from.read();
      if (!read.ok && read.error.errno === 'EAGAIN') return;
      if (read.ok && read.value.length > 0) {
        to.write(read.value);
        continue;
      }
      this.ended[way] = true;
      if (read.ok) to.shutdown();
      else this.ended[0] = this.ended[1] = true;
    }
  }

  close(): void {
    this.near.close();
    this.far.close();
  }
}
