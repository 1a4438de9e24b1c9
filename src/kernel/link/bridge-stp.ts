import type { Kernel } from '../kernel.ts';
import type { Bridge } from './bridge.ts';
import { printOfBridge } from './bridge-log.ts';
import type { BridgePort } from './bridge-port.ts';
import { generateConfigs, sendTcn } from './bridge-stp-bpdu.ts';
import { carrierLost } from './carrier.ts';

/** What this bridge would tell on the port's segment becomes what is known of it (br_become_designated_port). */
export function becomeDesignated(port: BridgePort): void {
  const { bridge } = port;
  port.designatedRoot = bridge.designatedRoot;
  port.designatedCost = bridge.rootPathCost;
  port.designatedBridge = bridge.id;
  port.designatedPort = port.id;
}

/** Chooses the root anew, and the ports that lead their segments to it (br_configuration_update). */
export function updateConfiguration(kernel: Kernel, bridge: Bridge): void {
  selectRoot(kernel, bridge);
  for (const port of bridge.ports)
    if (port.state !== 'disabled' && shouldBecomeDesignated(port)) becomeDesignated(port);
}

/** br_root_selection. */
function selectRoot(kernel: Kernel, bridge: Bridge): void {
  let best: BridgePort | undefined;
  for (const port of bridge.ports) {
    if (!leadsToRoot(port, best)) continue;
    if (port.rootBlock) blockRoot(kernel, port);
    else best = port;
  }
  bridge.rootPort = best?.number ?? 0;
  bridge.designatedRoot = best?.designatedRoot ?? bridge.id;
  bridge.rootPathCost = best === undefined ? 0 : best.designatedCost + best.cost;
}

/** A port that must not become the root port waits instead (br_root_port_block). */
function blockRoot(kernel: Kernel, port: BridgePort): void {
  port.print('notice', 'tried to become root port (blocked)');
  port.state = 'listening';
  const { forwardDelay } = port.bridge;
  if (forwardDelay > 0) port.forwardDelayTimer.start(kernel, forwardDelay);
}

/** -1, 0 or 1 as the first list comes before the second, member by member. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at < 0) return 0;
  return a[at]! < b[at]! ? -1 : 1;
}

/** A better way to a root than the best so far, and to a better root than this bridge is (br_should_become_root_port). */
function leadsToRoot(port: BridgePort, best: BridgePort | undefined): boolean {
  if (port.state === 'disabled' || port.isDesignated) return false;
  if (port.bridge.id <= port.designatedRoot) return false;
  return best === undefined || compare(wayOf(port), wayOf(best)) < 0;
}

function wayOf(port: BridgePort): readonly (string | number)[] {
  const { designatedRoot, designatedCost, cost, designatedBridge, designatedPort, id } = port;
  return [designatedRoot, designatedCost + cost, designatedBridge, designatedPort, id];
}

/** br_should_become_designated_port. */
function shouldBecomeDesignated(port: BridgePort): boolean {
  const { bridge } = port;
  if (port.isDesignated || port.designatedRoot !== bridge.designatedRoot) return true;
  const ours = [bridge.rootPathCost, bridge.id, port.id];
  return compare(ours, [port.designatedCost, port.designatedBridge, port.designatedPort]) < 0;
}

/** Each port forwards or blocks as its part in the tree asks, and the bridge has a carrier when one does (br_port_state_selection). */
export function selectPortStates(kernel: Kernel, bridge: Bridge): void {
  for (const port of bridge.ports) {
    if (port.state === 'disabled') continue;
    if (port.number !== bridge.rootPort && port.isDesignated) {
      port.messageAgeTimer.stop();
      makeForwarding(kernel, port);
      continue;
    }
    port.configPending = false;
    port.topologyChangeAck = false;
    if (port.number === bridge.rootPort) makeForwarding(kernel, port);
    else makeBlocking(kernel, port);
  }
  bridge.carrierFollowsPorts = true;
  setCarrier(
    kernel,
    bridge,
    bridge.ports.some((port) => port.state === 'forwarding'),
  );
}

/** netif_carrier_on and netif_carrier_off of the bridge itself. */
export function setCarrier(kernel: Kernel, bridge: Bridge, carrier: boolean): void {
  if (bridge.carrier === carrier) return;
  bridge.carrier = carrier;
  bridge.device.carrierChanges++;
  if (carrier) kernel.address.carrierCame(bridge.device);
  else carrierLost(kernel, bridge.device);
}

/** A blocking port goes the way to forwarding: at once without a spanning tree (br_make_forwarding). */
function makeForwarding(kernel: Kernel, port: BridgePort): void {
  const { bridge } = port;
  if (port.state !== 'blocking') return;
  if (!bridge.stp || bridge.forwardDelay === 0) {
    port.state = 'forwarding';
    detectTopologyChange(kernel, bridge);
    port.forwardDelayTimer.stop();
  } else port.state = 'listening';
  // The timer runs even where it has nothing to do.
  if (bridge.forwardDelay > 0) port.forwardDelayTimer.start(kernel, bridge.forwardDelay);
}

/** br_make_blocking. */
function makeBlocking(kernel: Kernel, port: BridgePort): void {
  if (port.state === 'disabled' || port.state === 'blocking') return;
  if (port.mayLearn) detectTopologyChange(kernel, port.bridge);
  port.state = 'blocking';
  port.forwardDelayTimer.stop();
}

/** br_is_designated_for_some_port. */
export function isDesignatedForSome(bridge: Bridge): boolean {
  return bridge.ports.some((port) => port.state !== 'disabled' && port.designatedBridge === bridge.id);
}

/** Stations may be elsewhere now: the root lets all bridges forget sooner, others tell it (br_topology_change_detection). */
export function detectTopologyChange(kernel: Kernel, bridge: Bridge): void {
  if (!bridge.stp) return;
  const what = bridge.isRoot ? 'propagating' : 'sending tcn bpdu';
  printOfBridge(bridge, 'info', `topology change detected, ${what}`);
  if (bridge.isRoot) {
    setTopologyChange(bridge, true);
    bridge.topologyChangeTimer.start(kernel, bridge.ownForwardDelay + bridge.ownMaxAge);
  } else if (!bridge.topologyChangeDetected) {
    sendTcn(kernel, bridge);
    bridge.tcnTimer.start(kernel, bridge.ownHelloTime);
  }
  bridge.topologyChangeDetected = true;
}

/** While the topology changes, stations are remembered for a short time only (__br_set_topology_change). */
export function setTopologyChange(bridge: Bridge, changes: boolean): void {
  if (bridge.stp && bridge.topologyChange !== changes)
    bridge.ageingTime = changes ? 2 * bridge.forwardDelay : bridge.ownAgeingTime;
  bridge.topologyChange = changes;
}

/** No better bridge is left (br_become_root_bridge). */
export function becomeRoot(kernel: Kernel, bridge: Bridge): void {
  bridge.maxAge = bridge.ownMaxAge;
  bridge.helloTime = bridge.ownHelloTime;
  bridge.forwardDelay = bridge.ownForwardDelay;
  detectTopologyChange(kernel, bridge);
  bridge.tcnTimer.stop();
  if (!bridge.device.up) return;
  generateConfigs(kernel, bridge);
  bridge.helloTimer.start(kernel, bridge.helloTime);
}
