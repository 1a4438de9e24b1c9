import type { BpduPacket, BridgeId, ConfigBpdu } from '../../net/bpdu.ts';
import { emit } from '../emit.ts';
import type { Kernel } from '../kernel.ts';
import type { Skb } from '../skb.ts';
import type { Bridge } from './bridge.ts';
import { printOfBridge } from './bridge-log.ts';
import type { BridgePort } from './bridge-port.ts';
import { detectTopologyChange, selectPortStates, setTopologyChange, updateConfiguration } from './bridge-stp.ts';
import { fromMessageTime, generateConfigs, sendTcn, transmitConfig } from './bridge-stp-bpdu.ts';
import { disablePort } from './bridge-stp-if.ts';

/** A message of another bridge has come in by a port (br_stp_rcv). */
export function receiveBpdu(port: BridgePort, skb: Skb, bpdu: BpduPacket): void {
  const { bridge, device } = port;
  const { kernel } = device.netns;
  if (kernel.tracing) emit(device.netns, skb, 'bridge', 'consume', { device: device.name });
  if (!bridge.stp || !bridge.device.up || port.state === 'disabled' || skb.dstMac !== bridge.groupAddress) return;
  if (port.guard) {
    printOfBridge(bridge, 'notice', `BPDU received on blocked port ${port.number}(${device.name})`);
    return disablePort(kernel, port);
  }
  if (bpdu.type === 'tcn') receiveTcn(kernel, port);
  else if (bpdu.messageAge <= bpdu.maxAge) receiveConfig(kernel, port, bpdu);
}

/** br_received_config_bpdu. */
function receiveConfig(kernel: Kernel, port: BridgePort, bpdu: ConfigBpdu): void {
  const { bridge } = port;
  const wasRoot = bridge.isRoot;
  if (!supersedes(bpdu, port)) {
    if (port.isDesignated) transmitConfig(kernel, port);
    return;
  }
  record(kernel, port, bpdu);
  updateConfiguration(kernel, bridge);
  selectPortStates(kernel, bridge);
  if (wasRoot && !bridge.isRoot) giveUpRoot(kernel, bridge);
  if (port.number !== bridge.rootPort) return;
  bridge.maxAge = fromMessageTime(bpdu.maxAge);
  bridge.helloTime = fromMessageTime(bpdu.helloTime);
  bridge.forwardDelay = fromMessageTime(bpdu.forwardDelay);
  setTopologyChange(bridge, bpdu.topologyChange);
  generateConfigs(kernel, bridge);
  if (!bpdu.topologyChangeAck) return;
  bridge.topologyChangeDetected = false;
  bridge.tcnTimer.stop();
}

/** What the message says is better than, or news of, what is known of the segment (br_supersedes_port_info). */
function supersedes(bpdu: ConfigBpdu, port: BridgePort): boolean {
  if (bpdu.root !== port.designatedRoot) return bpdu.root < port.designatedRoot;
  if (bpdu.rootPathCost !== port.designatedCost) return bpdu.rootPathCost < port.designatedCost;
  if (bpdu.bridge !== port.designatedBridge) return isBetter(bpdu.bridge, port.designatedBridge);
  return bpdu.bridge !== port.bridge.id || bpdu.port <= port.designatedPort;
}

const isBetter = (a: BridgeId, b: BridgeId): boolean => a < b;

/** br_record_config_information. */
function record(kernel: Kernel, port: BridgePort, bpdu: ConfigBpdu): void {
  port.designatedRoot = bpdu.root;
  port.designatedCost = bpdu.rootPathCost;
  port.designatedBridge = bpdu.bridge;
  port.designatedPort = bpdu.port;
  const age = fromMessageTime(bpdu.messageAge);
  port.designatedAge = kernel.now - age * 10_000;
  port.messageAgeTimer.start(kernel, fromMessageTime(bpdu.maxAge) - age);
}

/** A better root is known: what the former one had to tell of changes goes there. */
function giveUpRoot(kernel: Kernel, bridge: Bridge): void {
  bridge.helloTimer.stop();
  if (!bridge.topologyChangeDetected) return;
  bridge.topologyChangeTimer.stop();
  sendTcn(kernel, bridge);
  bridge.tcnTimer.start(kernel, bridge.ownHelloTime);
}

/** br_received_tcn_bpdu. */
function receiveTcn(kernel: Kernel, port: BridgePort): void {
  if (!port.isDesignated) return;
  port.print('info', 'received tcn bpdu');
  detectTopologyChange(kernel, port.bridge);
  port.topologyChangeAck = true;
  transmitConfig(kernel, port);
}
