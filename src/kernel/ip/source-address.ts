import { type Ipv4, isInNetwork } from '../../net/ipv4.ts';
import { SCOPES } from '../fib/route.ts';
import type { Device } from '../link/device.ts';

/** Chooses a source address (inet_select_addr): on the device the first in scope whose network holds `destination`, else the first in scope, else another device's. */
export function selectSource(device: Device, destination: Ipv4, scope: number): Ipv4 {
  let fallback = 0;
  // Addresses of this host count as those of a link where they may leave it.
  const farthest = device.either('route_localnet') ? SCOPES.link : SCOPES.host;
  for (const address of device.addresses) {
    if (address.family !== 4 || address.secondary || Math.min(address.scope, farthest) > scope) continue;
    if (destination === 0 || isInNetwork(destination, address.mask4, address.length)) return address.local as Ipv4;
    if (fallback === 0) fallback = address.local as Ipv4;
  }
  if (fallback !== 0) return fallback;
  for (const other of device.netns.registered) {
    if (other === device) continue;
    for (const address of other.addresses)
      if (address.family === 4 && !address.secondary && address.scope !== SCOPES.link && address.scope <= scope)
        return address.local as Ipv4;
  }
  return 0;
}
