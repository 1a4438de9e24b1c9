import type { Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import { learn } from './bridge-forward.ts';
import type { Device } from './device.ts';

/**
 * What bridges learn from the frames a device sends while it makes sure of its link-local address (neighbour
 * solicitation and MLD report: addrconf_dad_begin, mld_send_report). The frames themselves are not simulated: they go to
 * groups, so that they reach every bridge of the segment and change nothing else.
 */
export function announce(device: Device): void {
  const reached = new Set<Device>();
  const cause = device.upCause ?? device.cause;
  if (device.bridge === null) return arrive(device.wire, device.mac, cause, reached);
  for (const port of device.bridge.ports)
    if (port.state === 'forwarding') arrive(port.device.wire, device.mac, cause, reached);
}

function arrive(device: Device | null, mac: Mac, cause: Cause, reached: Set<Device>): void {
  if (device === null || !device.up || reached.has(device)) return;
  reached.add(device);
  const { port } = device;
  if (port === null || (port.state !== 'forwarding' && port.state !== 'learning')) return;
  if (port.learning) learn(port, mac, cause);
  if (port.state !== 'forwarding') return;
  for (const other of port.bridge.ports)
    if (other !== port && other.state === 'forwarding') arrive(other.device.wire, mac, cause, reached);
}
