/**
 * # invalid-gateway
 *
 * The next hop of a route is not on a network that this namespace is connected to.
 *
 * A gateway must be reachable without a gateway: an address of a device, and with it a connected route, has to cover it.
 * A device that is down has no connected route, and neither has an address without a prefix length.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip link set v1 up
 * ip addr add 10.0.0.1/24 dev v0
 * ip route add 10.9.0.0/16 via 10.0.0.2
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip -n r addr add 10.0.0.2/24 dev v1
 * ip -n r link set v1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip route add 10.9.0.0/16 via 10.0.0.2
 * ```
 */
import { formatIpv4, isInNetwork, parseIpv4 } from '../../net/ipv4.ts';
import type { Fix } from '../finding.ts';
import { bringUp } from '../fixes/bring-up.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { Network } from '../network/network.ts';
import { routersOf } from '../network/stations.ts';
import type { Failure, FailureLint } from './lint.ts';

export const invalidGateway: FailureLint = {
  rule: 'invalid-gateway',
  *check(failure) {
    if (!/Nexthop has invalid gateway/.test(failure.message)) return;
    const { line } = failure;
    const via = line.argv.indexOf('via') + 1;
    yield { ...(via > 0 ? { range: line.originOf(via) } : {}), fixes: () => fixesFor(failure, via) };
  },
};

function fixesFor({ lab, record, line }: Failure, via: number): Fix[] {
  const gateway = parseIpv4(line.argv[via] ?? '');
  const network = Network.of(lab.kernelAfter(record.index - 1));
  const place = network.named(lab.netnsOf(record));
  if (gateway === null || place === undefined) return [];
  const covering = place.devices.find((device) =>
    device.addresses.some(
      (each) => typeof each.local === 'number' && isInNetwork(gateway, each.local, each.prefixLength),
    ),
  );
  if (covering !== undefined && !covering.link.up) {
    const edit = insertLineBefore(lab, record.range, bringUp(covering.link.name, lab.netnsOf(record), line));
    return [{ title: `Bring ${covering.link.name} up first`, edits: [edit], preferred: true }];
  }
  const routers = routersOf(network, place).flatMap((router): Fix[] => {
    const edit = replaceWord(lab, line, via, formatIpv4(router));
    return edit === undefined ? [] : [{ title: `Change to ${formatIpv4(router)}`, edits: [edit], preferred: false }];
  });
  const end = line.range.end;
  if (covering !== undefined || !line.argv.includes('dev')) return routers;
  const edit = { range: { start: end, end }, newText: ' onlink' };
  return [
    ...routers,
    { title: 'Say onlink: the gateway is on this wire all the same', edits: [edit], preferred: false },
  ];
}
