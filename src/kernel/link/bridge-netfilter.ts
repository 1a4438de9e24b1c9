import { runHook } from '../netfilter/hooks.ts';
import type { Skb } from '../skb.ts';
import type { Bridge } from './bridge.ts';

/** br_netfilter: a bridged IPv4 packet without a tag passes the hooks of iptables. Answers false when it went no further. */
export function passesHook(bridge: Bridge, hook: 'PREROUTING' | 'FORWARD' | 'POSTROUTING', skb: Skb): boolean {
  const { netns } = bridge.device;
  if (skb.packet.kind !== 'ipv4' || skb.vlan !== null || !netns.kernel.brNetfilter || netns.netfilter.idle) return true;
  if (!bridge.nfCallIptables && netns.settings.get('net/bridge/bridge-nf-call-iptables') === '0') return true;
  const { device } = bridge;
  if (hook === 'PREROUTING') skb.prerouted = true;
  const verdict = runHook(
    netns,
    hook,
    skb as never,
    hook === 'POSTROUTING' ? null : device,
    hook === 'PREROUTING' ? null : device,
  );
  return verdict === 'accept';
}
