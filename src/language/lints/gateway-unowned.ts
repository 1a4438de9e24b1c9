/**
 * # gateway-unowned
 *
 * A route's gateway lies in the right network, but nobody on that wire has its address.
 *
 * The route is accepted; packets then wait for an ARP answer that never comes: `Destination Host Unreachable`.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ip route add 10.9.0.0/16 via 10.0.0.3
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ip netns exec red sysctl -w net.ipv4.ip_forward=1
 * ip route add 10.9.0.0/16 via 10.0.0.2
 * ```
 */
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type GatewayUse, gatewaysOf } from '../network/gateways.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Lint } from './lint.ts';

export const gatewayUnowned: Lint = {
  rule: 'gateway-unowned',
  *check(lab) {
    for (const use of gatewaysOf(lab.network)) {
      const maker = lab.recordOf(use.cause);
      if (use.owner !== undefined || maker === undefined) continue;
      const text = formatIpv4(use.gateway);
      const elsewhere = ipv4Of(lab.network.devices).find(({ local }) => local === use.gateway);
      const other = lab.recordOf(elsewhere?.info.cause);
      yield {
        range: lab.wordIn(maker, text),
        message: `Nobody on the wire of ${use.device.link.name} has the address ${text}.`,
        related:
          other === undefined
            ? []
            : [
                {
                  range: lab.wordIn(other, text, `${text}/${elsewhere!.length}`),
                  message: `${text} is on another wire.`,
                },
              ],
        fixes: () => fixesFor(lab, use),
      };
    }
  },
};

/** Suggests the addresses of others on the wire, those who forward first. */
function fixesFor(lab: Analysis, { device, gateway, cause, place }: GatewayUse): Fix[] {
  const line = lab.lineOf(lab.recordOf(cause)!);
  const index = line.indexOf(formatIpv4(gateway));
  const others = ipv4Of(lab.network.domainOf(device).filter((each) => each.place !== place));
  const routers = others.filter((each) => each.device.place.forwards);
  return (routers.length > 0 ? routers : others).flatMap(({ local }) => {
    const edit = index < 0 ? undefined : replaceWord(lab, line, index, formatIpv4(local));
    return edit === undefined ? [] : [{ title: `Change to ${formatIpv4(local)}`, edits: [edit], preferred: false }];
  });
}
