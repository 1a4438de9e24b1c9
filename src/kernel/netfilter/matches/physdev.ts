import type { HookContext } from '../context.ts';
import { deviceMatches } from '../device-test.ts';
import type { DeviceTest } from '../rule.ts';

/** `-m physdev`: the bridge ports of a bridged packet (net/netfilter/xt_physdev.c); flags are true or, negated, false. */
export interface PhysdevMatch {
  readonly kind: 'physdev';
  readonly in?: DeviceTest;
  readonly out?: DeviceTest;
  readonly isIn?: boolean;
  readonly isOut?: boolean;
  readonly isBridged?: boolean;
}

export function matchPhysdev(match: PhysdevMatch, { skb }: HookContext): boolean {
  const inPort = skb.bridgePorts?.in ?? '';
  const outPort = skb.bridgePorts?.out ?? '';
  if (match.isIn !== undefined && (inPort !== '') !== match.isIn) return false;
  if (match.isOut !== undefined && (outPort !== '') !== match.isOut) return false;
  if (match.isBridged !== undefined && (inPort !== '' && outPort !== '') !== match.isBridged) return false;
  return deviceMatches(match.in, inPort) && deviceMatches(match.out, outPort);
}
