import type { Process } from './process.ts';

type Requests = Process['system']['kernel']['socket'];

/** Opens a socket for a program. It belongs to the process's VRF from the start (vrf_configure_cgroup's sk_bound_dev_if). */
export function openSocket({ system, netns, vrf }: Process, kind: Parameters<Requests['open']>[1]) {
  const socket = system.kernel.socket.open(netns, kind);
  if (vrf !== undefined) socket.setOptions({ device: vrf });
  return socket;
}
