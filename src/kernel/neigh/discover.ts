import type { Ipv6 } from '../../net/ipv6.ts';
import type { Device } from '../link/device.ts';

/**
 * Who on the link of a device answers for an IPv6 address (neighbour discovery, RFC 4861 §7.2). The solicitation itself,
 * a frame to a group that every bridge floods, is not simulated: its way is followed.
 */
export function discover(device: Device, address: Ipv6): Device | undefined {
  const reached = new Set<Device>();
  const ways = device.bridge === null ? [device.wire] : forwardingWires(device);
  for (const way of ways) {
    const found = ask(way, address, reached);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ask(device: Device | null, address: Ipv6, reached: Set<Device>): Device | undefined {
  if (device === null || !device.up || reached.has(device)) return undefined;
  reached.add(device);
  const { port } = device;
  if (port === null) return answers(device, address) ? device : undefined;
  if (port.state !== 'forwarding') return undefined;
  const bridge = port.bridge.device;
  if (answers(bridge, address)) return bridge;
  for (const wire of forwardingWires(bridge, device)) {
    const found = ask(wire, address, reached);
    if (found !== undefined) return found;
  }
  return undefined;
}

function forwardingWires({ bridge }: Device, except?: Device): (Device | null)[] {
  return bridge!.ports
    .filter((port) => port.state === 'forwarding' && port.device !== except)
    .map((port) => port.device.wire);
}

/** A tentative address is not answered for (ndisc_recv_ns). */
function answers({ addresses }: Device, address: Ipv6): boolean {
  return addresses.some((each) => each.local === address && !each.tentative);
}
