import type { Kernel } from '../kernel.ts';
import { carrierWent } from '../neigh/neighbours.ts';
import { DONE, type Result, refused } from '../result.ts';
import { type Bridge, BridgePort } from './bridge.ts';
import { addLocalEntry, deleteEntriesOf } from './bridge-fdb.ts';
import { recalculateBridgeId } from './bridge-id.ts';
import type { Device } from './device.ts';
import { adjustMtu } from './links.ts';

/** Makes a device a port of a bridge (br_add_if). */
export function addPort(kernel: Kernel, bridge: Bridge, device: Device): Result {
  if (device.isLoopback) return refused('EINVAL');
  if (device.bridge !== null) return refused('ELOOP', 'Can not enslave a bridge to a bridge', device.cause);
  const used = new Set(bridge.ports.map((port) => port.number));
  let number = 1;
  while (used.has(number)) number++;
  const port = new BridgePort(bridge, device, number, kernel.cause);
  const had = bridge.hasCarrier;
  device.port = port;
  bridge.hadPorts = true;
  bridge.ports.unshift(port);
  addLocalEntry(kernel, bridge, port, device.mac);
  recalculateBridgeId(kernel, bridge);
  adjustMtu(bridge);
  port.refresh();
  if (bridge.hasCarrier && !had) kernel.address.carrierCame(bridge.device);
  return DONE;
}

/** Takes a port off its bridge (br_del_if, del_nbp). */
export function removePort(kernel: Kernel, device: Device): void {
  const port = device.port;
  if (port === null) return;
  const { bridge } = port;
  const had = bridge.hasCarrier;
  bridge.ports.splice(bridge.ports.indexOf(port), 1);
  bridge.carrierFollowsPorts = true;
  deleteEntriesOf(bridge, port);
  device.port = null;
  recalculateBridgeId(kernel, bridge);
  adjustMtu(bridge);
  if (had && !bridge.hasCarrier) carrierWent(kernel, bridge.device);
}
