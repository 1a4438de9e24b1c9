import type { Ipv4 } from '../../net/ipv4.ts';
import { ZERO_MAC } from '../../net/mac.ts';
import type { Device } from '../link/device.ts';
import { sendArp } from './arp.ts';

/** Tells the neighbours where this device's addresses are, one ARP request for itself each (inetdev_send_gratuitous_arp). */
export function announceAddresses(device: Device): void {
  for (const { family, local } of device.addresses) {
    if (family !== 4) continue;
    const own = local as Ipv4;
    sendArp(
      device,
      { kind: 'arp', operation: 'request', senderMac: device.mac, senderIp: own, targetMac: ZERO_MAC, targetIp: own },
      device.broadcastMac,
      undefined,
    );
  }
}
