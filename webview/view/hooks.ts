import type { Lane } from './lanes.ts';

/** A hook of netfilter that a packet passed where no rule was asked. It stands before the lane's hop `before` in the drawing. */
export interface SilentHook {
  readonly name: string;
  /** Place in the lane's hops; the number of hops for one at the end. */
  readonly before: number;
}

/**
 * The hooks of a visit to a namespace, in Linux's order, at which nothing was asked: PREROUTING before the routing of what
 * came in, INPUT before its delivery, FORWARD behind the forwarding, OUTPUT behind the routing of what is sent, POSTROUTING
 * before it leaves. Frames that are only switched, and ARP, pass none of them.
 */
export function silentHooks({ hops }: Lane): SilentHook[] {
  const stages = hops.map(({ hop }) => hop.stage);
  const route = stages.indexOf('route');
  if (route < 0 || hops[route]!.hop.verdict === 'drop') return [];
  const asked = (name: string) => hops.some(({ hop }) => hop.stage === 'hook' && hop.title.startsWith(`${name} `));
  const sent = stages.indexOf('send');
  const forward = stages.indexOf('forward');
  const deliver = stages.indexOf('deliver', route);
  const last = hops.at(-1)!.hop;
  const leaving = stages.findIndex((stage, index) => index > route && (stage === 'neighbour' || stage === 'transmit'));
  const found: SilentHook[] = [
    ...(sent < 0 ? [{ name: 'PREROUTING', before: route }] : [{ name: 'OUTPUT', before: route + 1 }]),
    ...(deliver > 0 ? [{ name: 'INPUT', before: deliver }] : []),
    ...(forward > 0 && (last.verdict !== 'drop' || forward < hops.length - 1)
      ? [{ name: 'FORWARD', before: forward + 1 }]
      : []),
    ...(leaving > 0 && deliver < 0 ? [{ name: 'POSTROUTING', before: leaving }] : []),
  ];
  return found.filter(({ name }) => !asked(name));
}
