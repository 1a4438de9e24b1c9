import { type Ipv4, maskOf } from '../../net/ipv4.ts';
import type { Netns } from '../netns/netns.ts';
import { granted, type Result, refused } from '../result.ts';
import { addressType } from './address-type.ts';
import type { Metric, MetricName } from './metrics.ts';
import { type OldRoute, type RouteRequest, RT_TABLE_MAIN } from './requests.ts';

/** Bytes of an IPv4 header and one of TCP. */
const TCP_HEADERS = 40;
/** Round trips are kept in eighths of a millisecond. */
const RTT_PARTS = 8;

/**
 * What an old request about a route means (rtentry_to_fib_config, net/ipv4/fib_frontend.c). A route is as near as what it
 * leads to: without a router, or by one that is this host, it reaches the link only.
 */
export function routeOf(netns: Netns, what: 'add' | 'delete', old: OldRoute): Result<RouteRequest> {
  const length = old.isHost ? 32 : Math.clz32(~old.mask);
  const address = old.destination;
  if (!old.isHost && (maskOf(length) !== old.mask || (address & ~old.mask) !== 0)) return refused('EINVAL');
  const common: Pick<RouteRequest, 'family' | 'destination' | 'metric' | 'protocol'> = {
    family: 4,
    destination: { address, length },
    ...(old.metric === undefined ? {} : { metric: old.metric }),
    ...(what === 'add' ? { protocol: 'boot' } : {}),
  };
  if (old.isReject) return granted({ ...common, type: 'unreachable', scope: 'host', nextHops: [] });
  const out = deviceOf(netns, old.device);
  if (!out.ok) return out;
  const { ifindex, source } = out.value;
  const gateway = old.gateway || undefined;
  const isRouter = gateway !== undefined && addressType(netns, gateway, RT_TABLE_MAIN) === 'unicast';
  if (what === 'add' && old.gateway === 0) return refused('EINVAL');
  const hop = { ...(gateway === undefined ? {} : { gateway }), ...(ifindex === undefined ? {} : { ifindex }) };
  const scope = isRouter ? 'global' : what === 'add' ? 'link' : 'nowhere';
  return granted({
    ...common,
    type: 'unicast',
    scope,
    metrics: metricsOf(old),
    ...(source === undefined ? {} : { preferredSource: source }),
    nextHops: Object.keys(hop).length === 0 ? [] : [hop],
  });
}

/** The metrics that an old request has places for, as the FIB keeps them. */
function metricsOf({ mss, window, irtt }: OldRoute): readonly Metric[] {
  const values: readonly (readonly [MetricName, number | undefined])[] = [
    ['window', window],
    ['rtt', irtt === undefined ? undefined : (irtt & 0xffff) * RTT_PARTS],
    ['advmss', mss === undefined ? undefined : mss - TCP_HEADERS],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, locked: false }]));
}

/** A device, or an alias of one, whose address the route then prefers. */
function deviceOf(
  netns: Netns,
  name: string | undefined,
): Result<{ readonly ifindex?: number; readonly source?: Ipv4 }> {
  if (name === undefined) return granted({});
  const device = netns.byName.get(name.split(':')[0]!);
  if (device === undefined) return refused('ENODEV');
  const { ifindex } = device;
  if (!name.includes(':')) return granted({ ifindex });
  const alias = device.addresses.find((each) => each.label === name);
  return alias === undefined ? refused('ENODEV') : granted({ ifindex, source: alias.local as Ipv4 });
}
