/**
 * # network-address
 *
 * A device is given the first or the last address of its network.
 *
 * The first address names the network itself and the last one is its broadcast address; neither is for a host. Linux
 * accepts both. Networks of two addresses (/31, RFC 3021) have neither.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.0/24 dev v0
 * ip link set v0 up
 * ip link set v1 up
 * ```
 *
 * ```netlab right
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip link set v1 up
 * ```
 */
import { broadcastOf, formatIpv4, networkOf } from '../../net/ipv4.ts';
import { configuredIpv4 } from '../network/ipv4-addresses.ts';
import type { Lint } from './lint.ts';

export const networkAddress: Lint = {
  rule: 'network-address',
  *check(lab) {
    for (const { info, local, length } of configuredIpv4(lab.network)) {
      const first = networkOf(local, length) === local;
      const maker = lab.recordOf(info.cause);
      if (length > 30 || maker === undefined || !(first || broadcastOf(local, length) === local)) continue;
      const text = formatIpv4(local);
      yield {
        range: lab.wordIn(maker, `${text}/${length}`, text),
        message: `${text} is the ${first ? 'address of the network itself' : 'broadcast address'} in ${formatIpv4(networkOf(local, length))}/${length}, not one for a host.`,
      };
    }
  },
};
