import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge } from './bridge.ts';
import { deleteLearnedOf } from './bridge-fdb.ts';
import type { BridgePort } from './bridge-port.ts';
import { startPortQueries, startQueries, stopSnooping } from './bridge-querier.ts';
import { disableRouterPort, enableRouterPort } from './bridge-router-port.ts';
import {
  becomeDesignated,
  becomeRoot,
  selectPortStates,
  setTopologyChange,
  updateConfiguration,
} from './bridge-stp.ts';
import { generateConfigs } from './bridge-stp-bpdu.ts';

/** Limits of IEEE 802.1D in hundredths of a second (net/bridge/br_private_stp.h). */
export const FORWARD_DELAY = [200, 3000] as const;

const MOST_PORT_PRIORITY = 63;

/** A port's part in the tree begins anew (br_init_port). */
export function initPort(port: BridgePort): void {
  becomeDesignated(port);
  port.state = 'blocking';
  port.topologyChangeAck = false;
  port.configPending = false;
}

/** br_stp_enable_port. */
export function enablePort(kernel: Kernel, port: BridgePort): void {
  initPort(port);
  selectPortStates(kernel, port.bridge);
  enableRouterPort(port);
  startPortQueries(kernel, port);
}

/** br_stp_disable_port. */
export function disablePort(kernel: Kernel, port: BridgePort): void {
  const { bridge } = port;
  const wasRoot = bridge.isRoot;
  becomeDesignated(port);
  port.state = 'disabled';
  port.topologyChangeAck = false;
  port.configPending = false;
  port.messageAgeTimer.stop();
  port.forwardDelayTimer.stop();
  port.holdTimer.stop();
  deleteLearnedOf(bridge, port);
  bridge.mdb.removePort(port, false);
  disableRouterPort(port);
  updateConfiguration(kernel, bridge);
  selectPortStates(kernel, bridge);
  if (bridge.isRoot && !wasRoot) becomeRoot(kernel, bridge);
}

/** How soon a bridge that has come up looks for aged stations, in hundredths of a second. */
const FIRST_CLEANUP = 10;

/** The bridge comes up (br_stp_enable_bridge). */
export function enableBridge(kernel: Kernel, bridge: Bridge): void {
  bridge.cleanupTimer.start(kernel, FIRST_CLEANUP);
  if (bridge.stp) bridge.helloTimer.start(kernel, bridge.helloTime);
  generateConfigs(kernel, bridge);
  for (const port of bridge.ports) if (port.isReady) enablePort(kernel, port);
  startQueries(kernel, bridge);
}

/** The bridge goes down (br_stp_disable_bridge). */
export function disableBridge(kernel: Kernel, bridge: Bridge): void {
  for (const port of bridge.ports) if (port.state !== 'disabled') disablePort(kernel, port);
  setTopologyChange(bridge, false);
  bridge.topologyChangeDetected = false;
  bridge.helloTimer.stop();
  bridge.topologyChangeTimer.stop();
  bridge.tcnTimer.stop();
  bridge.cleanupTimer.stop();
  stopSnooping(bridge);
}

/** A port follows its device's carrier (br_port_carrier_check). */
export function checkCarrier(kernel: Kernel, port: BridgePort): void {
  if (!port.bridge.device.up) return;
  if (port.isReady && port.state === 'disabled') enablePort(kernel, port);
  else if (!port.isReady && port.state !== 'disabled') disablePort(kernel, port);
}

/** Switches the spanning tree on, with a delay within its limits, or off (br_stp_start, br_stp_stop). */
export function setSpanningTree(kernel: Kernel, bridge: Bridge, stp: boolean): void {
  if (stp === bridge.stp) return;
  bridge.stp = stp;
  if (!stp) return;
  bridge.stpCause = kernel.cause;
  const [least, most] = FORWARD_DELAY;
  setForwardDelay(bridge, Math.min(Math.max(bridge.ownForwardDelay, least), most));
  if (bridge.device.up) bridge.helloTimer.start(kernel, bridge.helloTime);
  selectPortStates(kernel, bridge);
}

/** __br_set_forward_delay. */
export function setForwardDelay(bridge: Bridge, delay: number): void {
  bridge.ownForwardDelay = delay;
  if (bridge.isRoot) bridge.forwardDelay = delay;
}

/** br_stp_set_bridge_priority. */
export function setBridgePriority(kernel: Kernel, bridge: Bridge, priority: number): void {
  const wasRoot = bridge.isRoot;
  const led = bridge.ports.filter((port) => port.state !== 'disabled' && port.isDesignated);
  bridge.priority = priority;
  for (const port of led) port.designatedBridge = bridge.id;
  updateConfiguration(kernel, bridge);
  selectPortStates(kernel, bridge);
  if (bridge.isRoot && !wasRoot) becomeRoot(kernel, bridge);
}

/** br_stp_set_port_priority. */
export function setPortPriority(kernel: Kernel, port: BridgePort, priority: number): Result {
  if (priority > MOST_PORT_PRIORITY) return refused('ERANGE');
  const { bridge } = port;
  const led = port.isDesignated;
  port.priority = priority;
  if (led) port.designatedPort = port.id;
  if (port.designatedBridge === bridge.id && port.id < port.designatedPort) {
    becomeDesignated(port);
    selectPortStates(kernel, bridge);
  }
  return DONE;
}
