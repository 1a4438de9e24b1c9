import { type Ipv4, maskOf } from '../../net/ipv4.ts';
import type { Device } from '../link/device.ts';
import type { Skb } from '../skb.ts';
import type { Dst } from './dst.ts';
import { ipv4Of } from './hook.ts';
import { icmpSend } from './icmp.ts';
import { peerOf } from './peer.ts';

/** The sysctls net.ipv4.route.redirect_load, redirect_number and redirect_silence in microseconds. */
const LOAD = 20_000;
const NUMBER = 9;
const SILENCE = LOAD << (NUMBER + 1);

/** Tells a sender on the same segment of a better way, ever more rarely as long as it does not listen (ip_rt_send_redirect). */
export function sendRedirect(device: Device, skb: Skb, dst: Dst): void {
  if (!sendsRedirects(device)) return;
  const { netns } = device;
  const { kernel } = netns;
  const { src, dst: destination } = ipv4Of(skb);
  const peer = peerOf(kernel, netns, src);
  if (kernel.now > peer.last + SILENCE) peer.tokens = peer.redirects = 0;
  if (peer.redirects >= NUMBER) peer.last = kernel.now;
  else if (peer.redirects === 0 || kernel.now > peer.last + (LOAD << peer.redirects)) {
    icmpSend(kernel, skb, 5, 1, dst.gateway ?? destination, netns);
    peer.last = kernel.now;
    peer.redirects++;
  }
}

/** IN_DEV_TX_REDIRECTS. */
export function sendsRedirects(device: Device): boolean {
  return device.either('send_redirects');
}

/** Whether a sender could reach the next hop by itself: it is taken to, or both are in one of the device's networks (inet_addr_onlink). */
export function sharesMedium(device: Device, source: Ipv4, gateway: Ipv4 | undefined): boolean {
  if (device.either('shared_media')) return true;
  return device.addresses.some(({ family, mask4, length }) => {
    const isInside = (each: Ipv4) => ((each ^ mask4) & maskOf(length)) === 0;
    return family === 4 && isInside(source) && (gateway === undefined || isInside(gateway));
  });
}
