import { type Ipv4, isMulticastIpv4 } from '../../net/ipv4.ts';
import type { DropReason } from '../drop-reason.ts';
import { drop, emit } from '../emit.ts';
import { explainRoute } from '../fib/explain.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import type { Skb } from '../skb.ts';
import type { ConfName } from '../sysctl/conf.ts';
import type { Decision } from '../trace.ts';
import type { Dst, Routed } from './dst.ts';
import { dissect } from './flow.ts';
import { forward } from './forward.ts';
import { reassemble } from './fragment.ts';
import { ipv4Of, passes } from './hook.ts';
import { icmpSend, receiveIcmp } from './icmp.ts';
import { isMember, receiveIgmp } from './igmp.ts';
import { logMartian } from './martian.ts';
import { countReceived, countReceivedKind } from './mib.ts';
import { allowRouteError } from './peer.ts';
import { routeInput } from './route-input.ts';

/** An IPv4 packet arrives (ip_rcv). */
export function receiveIpv4(device: Device, skb: Skb, type: 'host' | 'broadcast' | 'multicast'): void {
  const { netns } = device;
  skb.packetType = type === 'host' ? 'unicast' : type;
  countReceived(netns, ipv4Of(skb));
  // What a bridge took through PREROUTING is not asked again, unless a VRF is above it (ip_sabotage_in).
  if (skb.prerouted && device.l3Master === null) skb.prerouted = false;
  else if (!passes(netns, 'PREROUTING', skb, device, null)) return;
  if (device.isLoopback && skb.forwarded !== null) return forward(device, skb, skb.forwarded);
  const packet = ipv4Of(skb);
  if (isMulticastIpv4(packet.dst) && !hears(device, packet.dst)) {
    // Who is not in the group does not listen, which is no loss.
    if (netns.kernel.tracing) emit(netns, skb, 'route', 'consume', { device: device.name });
    return;
  }
  const routed = routeInput(
    netns,
    device,
    packet.src,
    packet.dst,
    packet.tos,
    skb.mark,
    undefined,
    dissect(netns, packet),
  );
  // What was sent to lo for somebody else keeps its way out and has none in (dst_discard).
  if (device.isLoopback && (!routed.ok || routed.dst.kind === 'unicast'))
    return drop(netns, skb, 'route', 'NOT_SPECIFIED', { device: device.name });
  if (!routed.ok) return refuse(netns, device, skb, routed);
  countReceivedKind(netns, packet, routed.dst.kind);
  if (netns.kernel.tracing)
    emit(netns, skb, 'route', 'pass', { device: device.name, decision: decisionFor(netns, device, skb) });
  if (routed.dst.kind === 'unicast') {
    if (type !== 'host') return drop(netns, skb, 'route', 'OTHERHOST', { device: device.name });
    return forward(device, skb, routed.dst);
  }
  deliverLocal(device, skb, routed.dst);
}

/** The device, or the VRF it belongs to, is in the group (ip_route_input_rcu). */
function hears(device: Device, group: Ipv4): boolean {
  const { l3Master } = device;
  return isMember(device, group) || (l3Master !== null && isMember(l3Master, group));
}

function decisionFor(netns: Netns, device: Device, skb: Skb): Decision {
  const packet = ipv4Of(skb);
  const { src, dst, tos } = packet;
  return {
    kind: 'route',
    decision: explainRoute(netns, {
      destination: dst,
      source: src,
      iif: device.ifindex,
      tos,
      mark: skb.mark,
      ...dissect(netns, packet),
    }),
  };
}

/** No way in or on (ip_error): says why, and tells the sender where Linux does. */
function refuse(netns: Netns, device: Device, skb: Skb, routed: Extract<Routed, { ok: false }>): void {
  const { kernel } = netns;
  if (routed.martian !== undefined) {
    const { src, dst } = ipv4Of(skb);
    if (routed.martian === 'rpfilter') netns.mib.TcpExtIPReversePathFilter++;
    logMartian(device, skb, routed.martian === 'destination' ? 'destination' : 'source', src, dst);
    const reason: DropReason = { rpfilter: 'IP_RPFILTER', source: 'IP_LOCAL_SOURCE', destination: 'IP_INVALID_DEST' }[
      routed.martian
    ] as DropReason;
    return drop(
      netns,
      skb,
      'route',
      reason,
      kernel.tracing
        ? {
            device: device.name,
            decision: routed.martian === 'rpfilter' ? sysctlDecision(netns, device, 'rp_filter') : undefined,
          }
        : {},
    );
  }
  if (!device.forwards) {
    netns.mib.IpInAddrErrors++;
    const decision = kernel.tracing ? sysctlDecision(netns, device, 'forwarding') : undefined;
    return drop(netns, skb, 'route', 'IP_INADDRERRORS', {
      device: device.name,
      decision,
      answer: { packet: undefined, why: 'a host that does not forward sends no ICMP' },
    });
  }
  if (routed.error === 'ENETUNREACH') netns.mib.IpExtInNoRoutes++;
  const codes: Partial<Record<string, [DropReason, number]>> = {
    ENETUNREACH: ['IP_INNOROUTES', 0],
    EHOSTUNREACH: ['ROUTE_UNREACHABLE', 1],
    EACCES: ['ROUTE_PROHIBIT', 13],
  };
  const row = codes[routed.error];
  const decision = kernel.tracing ? decisionFor(netns, device, skb) : undefined;
  if (row === undefined)
    return drop(netns, skb, 'route', 'ROUTE_BLACKHOLE', {
      device: device.name,
      decision,
      answer: { packet: undefined, why: 'a blackhole is silent' },
    });
  const answer = allowRouteError(kernel, netns, ipv4Of(skb).src)
    ? icmpSend(kernel, skb, 3, row[1], 0, netns)
    : { packet: undefined, why: 'ICMP errors to this sender are rate limited' };
  drop(netns, skb, 'route', row[0], { device: device.name, decision, answer });
}

function sysctlDecision(netns: Netns, device: Device, name: ConfName): Decision {
  const isForwarding = name === 'forwarding';
  const key = isForwarding ? 'net/ipv4/ip_forward' : `net/ipv4/conf/${device.name}/${name}`;
  const value = isForwarding ? '0' : String(Math.max(netns.confAll[name], device.conf[name]));
  return {
    kind: 'sysctl',
    key,
    value,
    cause: netns.settingCauses.get(key) ?? netns.settingCauses.get(`net/ipv4/conf/all/${name}`) ?? -1,
  };
}

/** For this host (ip_local_deliver). */
export function deliverLocal(device: Device, skb: Skb, dst: Dst): void {
  const { netns } = device;
  const packet = ipv4Of(skb);
  if (packet.mf || packet.fragmentOffset > 0) {
    const whole = reassemble(netns, packet);
    if (whole === undefined) {
      if (netns.kernel.tracing) emit(netns, skb, 'deliver', 'queue', { device: device.name });
      return;
    }
    skb.packet = whole.packet;
  }
  if (!passes(netns, 'INPUT', skb, device, null)) return;
  skb.connection = null;
  const { payload } = ipv4Of(skb);
  netns.mib[payload.kind === 'opaque' ? 'IpInUnknownProtos' : 'IpInDelivers']++;
  switch (payload.kind) {
    case 'icmp':
      return receiveIcmp(device, skb, dst);
    case 'igmp':
      return receiveIgmp(device, skb);
    case 'udp':
      return netns.sockets.receiveUdp(device, skb, dst);
    case 'tcp':
      return netns.sockets.receiveTcp(device, skb);
    default: {
      const answer = icmpSend(netns.kernel, skb, 3, 2, 0, netns);
      drop(netns, skb, 'deliver', 'UNHANDLED_PROTO', { device: device.name, answer });
    }
  }
}
