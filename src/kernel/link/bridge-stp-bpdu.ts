import type { BpduPacket, ConfigBpdu } from '../../net/bpdu.ts';
import type { Kernel } from '../kernel.ts';
import { Skb } from '../skb.ts';
import type { Bridge } from './bridge.ts';
import type { BridgePort } from './bridge-port.ts';
import { transmit } from './transmit.ts';

/** Ticks of the kernel's clock and units of a message's times in a second (HZ, STP_HZ). */
const HZ = 250;
const STP_HZ = 256;

/** The least time between two messages on a port: a second (BR_HOLD_TIME). */
const HOLD_TIME = 100;

/** What every bridge adds to the age of a message: one tick, in hundredths of a second (MESSAGE_AGE_INCR). */
const MESSAGE_AGE_INCREMENT = 0.4;

/** Hundredths of a second in units of a message (br_set_ticks). */
export function toMessageTime(hundredths: number): number {
  return Math.floor((Math.floor((hundredths * HZ) / 100) * STP_HZ) / HZ);
}

/** Units of a message in hundredths of a second (br_get_ticks). */
export function fromMessageTime(units: number): number {
  return Math.floor((Math.ceil((units * HZ) / STP_HZ) * 100) / HZ);
}

/** Tells the segment behind each port that this bridge leads what it knows of the root (br_config_bpdu_generation). */
export function generateConfigs(kernel: Kernel, bridge: Bridge): void {
  for (const port of bridge.ports) if (port.state !== 'disabled' && port.isDesignated) transmitConfig(kernel, port);
}

/** Sends a configuration message, or does it later when one was sent just before (br_transmit_config). */
export function transmitConfig(kernel: Kernel, port: BridgePort): void {
  const { bridge } = port;
  if (port.holdTimer.isPending) {
    port.configPending = true;
    return;
  }
  const root = bridge.isRoot ? undefined : bridge.portOf(bridge.rootPort);
  const messageAge = root === undefined ? 0 : (kernel.now - root.designatedAge) / 10_000 + MESSAGE_AGE_INCREMENT;
  if (messageAge >= bridge.maxAge) return;
  send(kernel, port, configOf(port, messageAge));
  port.topologyChangeAck = false;
  port.configPending = false;
  if (bridge.stp) port.holdTimer.startRounded(kernel, HOLD_TIME);
}

function configOf(port: BridgePort, messageAge: number): ConfigBpdu {
  const { bridge } = port;
  return {
    kind: 'bpdu',
    type: 'config',
    topologyChange: bridge.topologyChange,
    topologyChangeAck: port.topologyChangeAck,
    root: bridge.designatedRoot,
    rootPathCost: bridge.rootPathCost,
    bridge: bridge.id,
    port: port.id,
    messageAge: toMessageTime(messageAge),
    maxAge: toMessageTime(bridge.maxAge),
    helloTime: toMessageTime(bridge.helloTime),
    forwardDelay: toMessageTime(bridge.forwardDelay),
  };
}

/** Tells the root, or the next bridge on the way to it, that the topology has changed (br_transmit_tcn). */
export function sendTcn(kernel: Kernel, bridge: Bridge): void {
  const port = bridge.portOf(bridge.rootPort);
  if (port !== undefined) send(kernel, port, { kind: 'bpdu', type: 'tcn' });
}

/** br_send_bpdu. */
function send(kernel: Kernel, port: BridgePort, bpdu: BpduPacket): void {
  const { bridge, device } = port;
  if (!bridge.stp) return;
  const skb = new Skb(kernel.nextPacket(), kernel.nextCopy(), undefined, bridge.stpCause, bpdu);
  skb.srcMac = device.mac;
  skb.dstMac = bridge.groupAddress;
  skb.hasMac = true;
  transmit(device, skb);
}
