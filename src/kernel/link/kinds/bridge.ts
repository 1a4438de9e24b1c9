import { DONE } from '../../result.ts';
import { Bridge } from '../bridge.ts';
import { addLocalEntry, changePortEntry } from '../bridge-fdb.ts';
import { bridgeTransmit } from '../bridge-forward.ts';
import { changeBridgeId, recalculateBridgeId } from '../bridge-id.ts';
import { bridgeReceive } from '../bridge-input.ts';
import { changeBridge, changePort } from '../bridge-options.ts';
import { addPort, adjustMtu, ETH_DATA_LEN, removePort } from '../bridge-ports.ts';
import { checkCarrier, disableBridge, enableBridge } from '../bridge-stp-if.ts';
import { joinDefaultVlan } from '../bridge-vlan.ts';
import type { DeviceKind } from '../kind.ts';
import { leastTsoMaxSize, TSO_LEGACY_MAX_SIZE } from '../tso.ts';

/** An Ethernet bridge (net/bridge). */
export const bridge: DeviceKind = {
  mtu: ETH_DATA_LEN,
  mtuLimits: [68, 65535],
  staysInNetns: true,
  /** A new bridge knows its own address; one that was asked for is in its id too (br_dev_newlink). */
  setup: (kernel, device, { mac }) => {
    const own = new Bridge(device);
    own.usesVlans = device.netns.kernel.bridgeVlans;
    device.bridge = own;
    addLocalEntry(kernel, own, null, device.mac);
    joinDefaultVlan(kernel, own, null);
    if (mac === undefined) return;
    own.macWasSet = true;
    changeBridgeId(kernel, own, mac);
  },
  changeLink: (kernel, device, { bridge: change }) =>
    change === undefined ? DONE : changeBridge(kernel, device.bridge!, change),
  turned: ({ kernel }, device) => (device.up ? enableBridge : disableBridge)(kernel, device.bridge!),
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
    device.bridge!.cleanupTimer.stop();
  },
  carrier: (device) => device.bridge!.carrier,
  operState: (device) => (device.bridge!.carrierFollowsPorts ? undefined : 'UNKNOWN'),
  transmit: bridgeTransmit,
  enslave: (kernel, upper, port) => addPort(kernel, upper.bridge!, port),
  release: (kernel, _, port) => removePort(kernel, port),
  changePort: ({ netns, port }, { port: change }) =>
    change === undefined ? DONE : changePort(netns.kernel, port!, change),
  receive: bridgeReceive,
  lowerChanged: (links, _, lower, event) => {
    if (event === 'mac') {
      changePortEntry(links.kernel, lower.port!, lower.mac);
      recalculateBridgeId(links.kernel, lower.port!.bridge);
    } else if (event === 'mtu') adjustMtu(links.kernel, lower.port!.bridge);
    else if (event === 'carrier') checkCarrier(links.kernel, lower.port!);
  },
  // Its ports are looked at when one comes or goes.
  tsoMaxSize: ({ bridge: own }) =>
    own!.hadPorts ? leastTsoMaxSize(own!.ports.map(({ device }) => device)) : TSO_LEGACY_MAX_SIZE,
  info: ({ bridge: own }) => ({ bridge: own!.info() }),
};
