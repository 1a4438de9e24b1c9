import { ALL_HOSTS, type IgmpQuery } from '../../net/igmp.ts';
import { ANY_IPV4, type Ipv4 } from '../../net/ipv4.ts';
import { SCOPES } from '../fib/route.ts';
import { igmpSkb, toResponseCode } from '../ip/igmp-packet.ts';
import { selectSource } from '../ip/source-address.ts';
import type { Kernel } from '../kernel.ts';
import type { Bridge } from './bridge.ts';
import { BridgePort } from './bridge-port.ts';
import { setPortRouter } from './bridge-router-port.ts';
import type { SnooperTimerName } from './bridge-snooper.ts';
import { deliverUp } from './receive.ts';
import { transmit } from './transmit.ts';

/** Asks who is in a group, or in any, by a port; without a port it is this host that is asked (__br_multicast_send_query). */
export function sendQuery(kernel: Kernel, bridge: Bridge, port: BridgePort | null, group: Ipv4): void {
  const { multicast, device, snooper } = bridge;
  const wait = group === 0 ? multicast.queryResponseInterval : multicast.lastMemberInterval;
  const tenths = Math.floor(wait / 10);
  const isV3 = multicast.igmpVersion === 3;
  const query: IgmpQuery = {
    kind: 'igmp',
    type: 'query',
    version: isV3 ? 3 : 2,
    group,
    maxResponse: isV3 ? toResponseCode(tenths) : tenths & 255,
    robustness: 2,
    interval: isV3 ? toResponseCode(Math.floor(multicast.queryInterval / 100)) : 0,
    suppress: false,
  };
  const src = multicast.queryUseIfaddr ? selectSource(device, 0, SCOPES.link) : ANY_IPV4;
  const skb = igmpSkb(kernel, snooper.cause, src, group !== 0 && isV3 ? group : ALL_HOSTS, query);
  skb.srcMac = device.mac;
  if (port !== null) return transmit(port.device, skb);
  snooper.querier = src;
  kernel.tapFrame(device, skb, 'in');
  deliverUp(device, skb);
}

/** The bridge comes up, or begins to snoop or to ask: the first questions (br_multicast_open, br_multicast_start_querier). */
export function startQueries(kernel: Kernel, bridge: Bridge): void {
  bridge.snooper.startupSent = 0;
  if (!bridge.multicast.snooping || !bridge.multicast.querier) return;
  bridge.snooper.query.start(kernel, 0);
  for (const port of bridge.ports) if (isHeard(port)) startPortQueries(kernel, port);
}

/** A port begins to work (br_multicast_enable_port). */
export function startPortQueries(kernel: Kernel, port: BridgePort): void {
  const { multicast, device } = port.bridge;
  if (!multicast.snooping || !multicast.querier || !device.up) return;
  port.snooper.startupSent = 0;
  port.snooper.query.start(kernel, 0);
}

/** Neither disabled nor blocked (br_multicast_port_ctx_state_stopped). */
function isHeard({ state }: BridgePort): boolean {
  return state !== 'disabled' && state !== 'blocking';
}

/** Whether the bridge begins or ends to ask (br_multicast_set_querier). */
export function setQuerier(kernel: Kernel, bridge: Bridge, querier: boolean): void {
  if (!querier) return;
  const { snooper, multicast } = bridge;
  snooper.cause = kernel.cause;
  if (!snooper.otherQuerier.isPending) snooper.answers.start(kernel, multicast.queryResponseInterval);
  if (bridge.device.up) startQueries(kernel, bridge);
}

/** The bridge goes down (br_multicast_stop). */
export function stopSnooping({ snooper }: Bridge): void {
  for (const timer of [snooper.routerTimer, snooper.otherQuerier, snooper.answers, snooper.query]) timer.stop();
}

/** What happens when a timer of a snooper runs out. */
export function expireSnooperTimer(kernel: Kernel, owner: Bridge | BridgePort, name: SnooperTimerName): void {
  if (owner instanceof BridgePort) {
    if (name === 'query') return askAgain(kernel, owner.bridge, owner);
    if (owner.mcastRouter === 1 || owner.mcastRouter === 3) setPortRouter(owner, false);
  } else if (name === 'query') askAgain(kernel, owner, null);
  else if (name === 'other-querier') startQueries(kernel, owner);
}

/** The next question of the bridge, or by one of its ports (br_multicast_query_expired, br_multicast_port_query_expired). */
function askAgain(kernel: Kernel, bridge: Bridge, port: BridgePort | null): void {
  const own = port === null ? bridge.snooper : port.snooper;
  if (port !== null && !isHeard(port)) return;
  const { multicast, snooper } = bridge;
  if (own.startupSent < multicast.startupQueryCount) own.startupSent++;
  if (!multicast.snooping || !multicast.querier || snooper.otherQuerier.isPending) return;
  sendQuery(kernel, bridge, port, ANY_IPV4);
  const isStarting = own.startupSent < multicast.startupQueryCount;
  own.query.start(kernel, isStarting ? multicast.startupQueryInterval : multicast.queryInterval);
}
