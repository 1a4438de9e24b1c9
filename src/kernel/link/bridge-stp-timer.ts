import { macOfBridgeId } from '../../net/bpdu.ts';
import { formatMac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Bridge } from './bridge.ts';
import { removeAged } from './bridge-fdb.ts';
import type { BridgePort } from './bridge-port.ts';
import {
  becomeDesignated,
  becomeRoot,
  detectTopologyChange,
  isDesignatedForSome,
  selectPortStates,
  setCarrier,
  setTopologyChange,
  updateConfiguration,
} from './bridge-stp.ts';
import { generateConfigs, sendTcn, transmitConfig } from './bridge-stp-bpdu.ts';

/** What the timers of a bridge are for: the spanning tree, and its stations. */
export type BridgeTimerName = 'hello' | 'tcn' | 'topology-change' | 'cleanup';

/** What happens when a timer of a bridge runs out (net/bridge/br_stp_timer.c). */
export function expireBridgeTimer(kernel: Kernel, bridge: Bridge, name: BridgeTimerName): void {
  switch (name) {
    case 'hello':
      if (!bridge.device.up) return;
      generateConfigs(kernel, bridge);
      if (bridge.stp) bridge.helloTimer.startRounded(kernel, bridge.helloTime);
      return;
    case 'tcn':
      if (bridge.isRoot || !bridge.device.up) return;
      sendTcn(kernel, bridge);
      bridge.tcnTimer.start(kernel, bridge.ownHelloTime);
      return;
    case 'topology-change':
      bridge.topologyChangeDetected = false;
      setTopologyChange(bridge, false);
      return;
    case 'cleanup':
      removeAged(kernel, bridge);
  }
}

/** What happens when a timer of a port runs out (net/bridge/br_stp_timer.c). */
export function expirePortTimer(
  kernel: Kernel,
  port: BridgePort,
  name: 'message-age' | 'forward-delay' | 'hold',
): void {
  switch (name) {
    case 'message-age':
      return forgetRoot(kernel, port);
    case 'forward-delay':
      return advance(kernel, port);
    case 'hold':
      if (port.configPending) transmitConfig(kernel, port);
  }
}

/** Nothing was heard of the root for too long (br_message_age_timer_expired). */
function forgetRoot(kernel: Kernel, port: BridgePort): void {
  const { bridge } = port;
  if (port.state === 'disabled') return;
  const wasRoot = bridge.isRoot;
  const { designatedBridge: lost } = port;
  port.print('info', `neighbor ${lost.slice(0, 4)}.${formatMac(macOfBridgeId(lost))} lost`);
  becomeDesignated(port);
  updateConfiguration(kernel, bridge);
  selectPortStates(kernel, bridge);
  if (bridge.isRoot && !wasRoot) becomeRoot(kernel, bridge);
}

/** From listening to learning, and from there to forwarding (br_forward_delay_timer_expired). */
function advance(kernel: Kernel, port: BridgePort): void {
  const { bridge } = port;
  if (port.state === 'listening') {
    port.state = 'learning';
    port.forwardDelayTimer.start(kernel, bridge.forwardDelay);
  } else if (port.state === 'learning') {
    port.state = 'forwarding';
    if (isDesignatedForSome(bridge)) detectTopologyChange(kernel, bridge);
    setCarrier(kernel, bridge, true);
  }
}
