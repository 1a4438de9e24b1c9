import { ETH_P_ARP, ETH_P_IP } from '../../net/ethernet.ts';
import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import type { Device } from '../link/device.ts';
import type { Skb } from '../skb.ts';

/** Says in the log that a packet came from or is for where it cannot be (ip_handle_martian_source), when the device shall log that. */
export function logMartian(device: Device, skb: Skb, what: 'source' | 'destination', src: Ipv4, dst: Ipv4): void {
  const { netns, name } = device;
  const { kernel } = netns;
  if (!device.either('log_martians')) return;
  if (!kernel.log.allowsNetworkMessage(kernel.now)) return;
  const [from, to] = [formatIpv4(src), formatIpv4(dst)];
  const dev = what === 'source' ? `on dev ${name}` : `dev ${name}`;
  kernel.log.print(kernel.now, 'warn', `IPv4: martian ${what} ${to} from ${from}, ${dev}`);
  if (what === 'source') kernel.log.print(kernel.now, 'warn', `ll header: 00000000: ${linkHeader(skb)}`);
}

/** Bytes of the link header, as print_hex_dump writes them. */
function linkHeader({ srcMac, dstMac, packet }: Skb): string {
  const type = packet.kind === 'arp' ? ETH_P_ARP : ETH_P_IP;
  const hex =
    [dstMac, srcMac].map((mac) => mac.toString(16).padStart(12, '0')).join('') + type.toString(16).padStart(4, '0');
  return hex.match(/../g)!.join(' ');
}
