import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import { type Bridge, BridgePort } from './bridge.ts';
import { addLocalEntry, deleteEntriesOf } from './bridge-fdb.ts';
import { recalculateBridgeId } from './bridge-id.ts';
import { disablePort, enablePort, initPort } from './bridge-stp-if.ts';
import { joinDefaultVlan } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import { kindOf } from './kinds/index.ts';
import { changeReceiveMode } from './receive-mode.ts';

/** The cost of 10 Gbit/s, which every wire here has. */
const TEN_GIGABIT = 2;

/** Makes a device a port of a bridge (br_add_if). */
export function addPort(kernel: Kernel, bridge: Bridge, device: Device): Result {
  if (device.isLoopback) return refused('EINVAL');
  if (device.rxHandler !== null) return refused('EBUSY');
  if (device.bridge !== null) return refused('ELOOP', 'Can not enslave a bridge to a bridge', device.cause);
  const used = new Set(bridge.ports.map((port) => port.number));
  let number = 1;
  while (used.has(number)) number++;
  const port = new BridgePort(bridge, device, number, kernel.cause);
  initPort(port);
  port.cost = portCost(device);
  port.state = 'disabled';
  changeReceiveMode(device, () => (device.port = port));
  device.master = bridge.device;
  device.rxHandler = 'bridge';
  bridge.hadPorts = true;
  bridge.ports.unshift(port);
  addLocalEntry(kernel, bridge, port, device.mac);
  joinDefaultVlan(kernel, bridge, port);
  recalculateBridgeId(kernel, bridge);
  adjustMtu(kernel, bridge);
  if (port.isReady && bridge.device.up) enablePort(kernel, port);
  return DONE;
}

/** By the speed of the device, which one that is built upon another has from that one (port_cost). */
function portCost(device: Device): number {
  const own = kindOf(device).portCost;
  if (own !== undefined) return own;
  return device.lower === null ? TEN_GIGABIT : portCost(device.lower);
}

/** Takes a port off its bridge (br_del_if, del_nbp). */
export function removePort(kernel: Kernel, device: Device): void {
  const port = device.port;
  if (port === null) return;
  const { bridge } = port;
  changeReceiveMode(device, () => (device.port = null));
  disablePort(kernel, port);
  bridge.ports.splice(bridge.ports.indexOf(port), 1);
  deleteEntriesOf(bridge, port);
  bridge.mdb.removePort(port, true);
  device.master = null;
  device.rxHandler = null;
  for (const other of bridge.ports) if (other.backup === port) other.backup = null;
  recalculateBridgeId(kernel, bridge);
  adjustMtu(kernel, bridge);
}

/** The MTU of Ethernet. */
export const ETH_DATA_LEN = 1500;

/** A bridge whose MTU was not set takes the least of its ports (br_mtu_auto_adjust). */
export function adjustMtu(kernel: Kernel, bridge: Bridge): void {
  if (bridge.mtuWasSet) return;
  const { device, ports } = bridge;
  kernel.link.setMtu(device, ports.length === 0 ? ETH_DATA_LEN : Math.min(...ports.map((port) => port.device.mtu)));
  bridge.mtuWasSet = false;
}
