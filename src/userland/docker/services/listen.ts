import type { Kernel } from '../../../kernel/kernel.ts';
import type { Netns } from '../../../kernel/netns/netns.ts';
import { granted, type Result } from '../../../kernel/result.ts';
import type { SocketOwner, SocketProcess, StreamSocket } from '../../../kernel/socket/requests.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';

/** A TCP socket that listens; EADDRINUSE, EADDRNOTAVAIL. */
export function listen(
  kernel: Kernel,
  netns: Netns,
  address: Ipv4,
  port: number,
  owner: SocketOwner,
  holder: SocketProcess,
  backlog: number,
): Result<StreamSocket> {
  const socket = kernel.socket.open(netns, 'tcp', holder);
  socket.owner = owner;
  socket.setOptions({ reuseAddress: true });
  const bound = socket.bind(address, port);
  const listening = bound.ok ? socket.listen(backlog) : bound;
  if (listening.ok) return granted(socket);
  socket.close();
  return listening;
}
