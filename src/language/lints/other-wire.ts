/**
 * # other-wire
 *
 * The destination was looked for on a wire that it is not on.
 *
 * A route without a gateway says that the destination itself is on the wire of the device, so ARP asks there for its
 * address. That is right for the networks of the device's own addresses, and wrong where the destination is behind a
 * router: an address with too short a prefix, a network that is given to two wires, or a route with `dev` but no `via`.
 *
 * ```netlab wrong
 * ip netns add r
 * ip netns add b
 * ip link add v0 type veth peer name v1 netns r
 * ip link add w0 netns b type veth peer name w1 netns r
 * ip addr add 10.0.1.1/16 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.1.2/16 dev v1
 * ip -n r link set v1 up
 * ip -n r link set w1 up
 * ip -n b addr add 10.0.2.1/16 dev w0
 * ip -n b link set w0 up
 * ping -c 1 -W 1 10.0.2.1
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip netns add b
 * ip link add v0 type veth peer name v1 netns r
 * ip link add w0 netns b type veth peer name w1 netns r
 * ip addr add 10.0.1.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.1.2/24 dev v1
 * ip -n r addr add 10.0.2.2/24 dev w1
 * ip -n r link set v1 up
 * ip -n r link set w1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip -n b addr add 10.0.2.1/24 dev w0
 * ip -n b link set w0 up
 * ip -n b route add default via 10.0.2.2
 * ip route add 10.0.2.0/24 via 10.0.1.2
 * ping -c 1 -W 1 10.0.2.1
 * ```
 */
import { formatIpv4 } from '../../net/ipv4.ts';
import { capital, spokenNetns } from '../fixes/netns.ts';
import type { Lint } from './lint.ts';
import { lossesOf } from './losses.ts';
import { relatedTo } from './related.ts';

export const otherWire: Lint = {
  rule: 'other-wire',
  *check(lab) {
    for (const { record, fate, due } of lossesOf(lab)) {
      if (due?.to !== 'other-wire') continue;
      const { event, target, owner } = due;
      const route = fate.packet?.events.findLast(({ stage, netns }) => stage === 'route' && netns === event.netns);
      const winner = route?.decision?.kind === 'route' ? route.decision.decision.winner : undefined;
      const device = event.decision?.kind === 'device' ? event.decision.device : event.device;
      const from = spokenNetns(lab.history.nameOf(event.netns));
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: `${capital(from)} takes ${formatIpv4(target)} for a neighbour on ${device}, but it is ${owner.link.name} in ${spokenNetns(owner.place.name)}, on another wire.`,
        related: [
          ...relatedTo(lab, winner?.cause, 'The route that says so is of this line.'),
          ...relatedTo(lab, owner.link.cause, `${owner.link.name} is made here.`, owner.link.name),
        ],
      };
    }
  },
};
