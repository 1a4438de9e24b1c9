import type { Socket, SocketKind, SocketProcess, StreamSocket } from '../kernel/socket/requests.ts';
import type { Surroundings } from './process.ts';

/** Opens a socket for a program. It belongs to the process's VRF from the start (vrf_configure_cgroup's sk_bound_dev_if). */
export function openSocket(process: Surroundings, kind: 'tcp', holder?: SocketProcess): StreamSocket;
export function openSocket(process: Surroundings, kind: SocketKind, holder?: SocketProcess): Socket;
export function openSocket({ system, netns, vrf }: Surroundings, kind: SocketKind, holder?: SocketProcess): Socket {
  const socket = system.kernel.socket.open(netns, kind, holder);
  if (vrf !== undefined) socket.setOptions({ device: vrf });
  return socket;
}
