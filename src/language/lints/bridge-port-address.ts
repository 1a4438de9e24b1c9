/**
 * # bridge-port-address
 *
 * An address is given to a port of a bridge or to a slave of a bond instead of the bridge or the bond.
 *
 * What a port receives belongs to the bridge: packets for the port's address are answered from the bridge or not at all,
 * and the connected route leads into one port only. The bridge itself is the station that should have the address. So it
 * is with a bond and its slaves. The devices of a VRF keep their addresses.
 *
 * ```netlab wrong
 * ip link add br0 type bridge
 * ip link add v0 type veth peer name v1
 * ip link set v0 master br0
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set br0 up
 * ip link set v0 up
 * ip link set v1 up
 * ```
 *
 * ```netlab right
 * ip link add br0 type bridge
 * ip link add v0 type veth peer name v1
 * ip link set v0 master br0
 * ip addr add 10.0.0.1/24 dev br0
 * ip link set br0 up
 * ip link set v0 up
 * ip link set v1 up
 * ```
 */
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { configuredIpv4, type Ipv4Address } from '../network/ipv4-addresses.ts';
import type { Lint } from './lint.ts';

export const bridgePortAddress: Lint = {
  rule: 'bridge-port-address',
  *check(lab) {
    for (const address of configuredIpv4(lab.network)) {
      const { link } = address.device;
      const maker = lab.recordOf(address.info.cause);
      const master = lab.network.masterOf(address.device);
      if (master === undefined || master.link.kind === 'vrf' || maker === undefined) continue;
      const text = formatIpv4(address.local);
      const name = master.link.name;
      const role = master.link.kind === 'bond' ? 'slave' : 'port';
      yield {
        range: lab.wordIn(maker, link.name, `${text}/${address.length}`),
        message: `${link.name} is a ${role} of ${name}: the address ${text} belongs on ${name}.`,
        fixes: () => fixesFor(lab, address, name),
      };
    }
  },
};

function fixesFor(lab: Analysis, { device, info }: Ipv4Address, bridge: string): Fix[] {
  const line = lab.lineOf(lab.recordOf(info.cause)!);
  const index = line.indexOf(device.link.name);
  const edit = index < 0 ? undefined : replaceWord(lab, line, index, bridge);
  return edit === undefined ? [] : [{ title: `Give it to ${bridge}`, edits: [edit], preferred: true }];
}
