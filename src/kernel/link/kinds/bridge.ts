import { DONE } from '../../result.ts';
import { Bridge } from '../bridge.ts';
import { addLocalEntry, changePortEntry } from '../bridge-fdb.ts';
import { bridgeReceive, bridgeTransmit } from '../bridge-forward.ts';
import { changeBridgeId, recalculateBridgeId } from '../bridge-id.ts';
import { changeBridge, changePort } from '../bridge-options.ts';
import { addPort, adjustMtu, removePort } from '../bridge-ports.ts';
import { carrierLost } from '../carrier.ts';
import type { Device } from '../device.ts';
import type { DeviceKind } from '../kind.ts';
import type { Links } from '../links.ts';

/** An Ethernet bridge (net/bridge). */
export const bridge: DeviceKind = {
  mtu: 1500,
  mtuLimits: [68, 65535],
  staysInNetns: true,
  sendsWithoutCarrier: true,
  /** A new bridge knows its own address; one that was asked for is in its id too (br_dev_newlink). */
  setup: (kernel, device, { mac }) => {
    const own = new Bridge(device);
    device.bridge = own;
    addLocalEntry(kernel, own, null, device.mac);
    if (mac === undefined) return;
    own.macWasSet = true;
    changeBridgeId(kernel, own, mac);
  },
  changeLink: (_, device, { bridge: change }) => (change === undefined ? DONE : changeBridge(device.bridge!, change)),
  open: (kernel, device) => {
    device.bridge!.upSince = kernel.now;
    return DONE;
  },
  stop: (_, device) => forgetLearned(device.bridge!, null),
  turned: (links, device) => {
    device.bridge!.refresh();
    for (const port of device.bridge!.ports) portChanged(links, port.device);
  },
  setMac: (kernel, device, mac) => {
    device.bridge!.macWasSet = true;
    changeBridgeId(kernel, device.bridge!, mac);
    return DONE;
  },
  changeMtu: (_, device) => {
    device.bridge!.mtuWasSet = true;
    return DONE;
  },
  uninit: (kernel, device) => {
    for (const port of [...device.bridge!.ports]) removePort(kernel, port.device);
  },
  carrier: (device) => device.bridge!.hasCarrier,
  operState: (device) => (device.bridge!.carrierFollowsPorts ? undefined : 'UNKNOWN'),
  transmit: bridgeTransmit,
  enslave: (kernel, upper, port) => addPort(kernel, upper.bridge!, port),
  release: (kernel, _, port) => removePort(kernel, port),
  changePort: (port, { port: change }) => (change === undefined ? DONE : changePort(port.port!, change)),
  receive: bridgeReceive,
  lowerChanged: (links, _, lower, event) => {
    if (event === 'mac') {
      changePortEntry(links.kernel, lower.port!, lower.mac);
      recalculateBridgeId(links.kernel, lower.port!.bridge);
    } else if (event === 'mtu') adjustMtu(lower.port!.bridge);
    else if (event === 'carrier') portChanged(links, lower);
  },
  info: ({ bridge: own }) => ({
    bridge: own!.info(),
    // Less until the first port came or went (br_set_gso_limits).
    ...(own!.hadPorts ? {} : { tsoMaxSize: 65536 }),
  }),
};

/** A port may forward now, or no more (br_port_carrier_check). */
function portChanged({ kernel }: Links, device: Device): void {
  const port = device.port!;
  const { bridge: owner } = port;
  const had = owner.hasCarrier;
  port.refresh();
  if (!device.up || !device.carrier) forgetLearned(owner, port);
  if (owner.hasCarrier && !had) kernel.address.carrierCame(owner.device);
  if (!owner.hasCarrier && had) carrierLost(kernel, owner.device);
}

/** What was learned on a port, or on all of them, is forgotten (br_fdb_delete_by_port). */
function forgetLearned(owner: Bridge, port: NonNullable<Device['port']> | null): void {
  for (const [mac, entry] of owner.fdb)
    if (entry.kind === 'learned' && (port === null || entry.port === port)) owner.fdb.delete(mac);
}
