/**
 * # macvlan-parent
 *
 * A host and a macvlan upon its own device try to reach each other.
 *
 * What a macvlan sends leaves by the device below and never comes back in by it, and what the host sends by that device
 * goes straight to the wire: the two do not hear each other. To talk to its macvlans a host needs a macvlan of its own on
 * the same device, with the address that the device would have.
 *
 * ```netlab wrong
 * ip netns add c
 * ip link add eth1 type veth peer name wire
 * ip link set wire up
 * ip link set eth1 up
 * ip addr add 10.0.0.1/24 dev eth1
 * ip link add link eth1 name mv netns c type macvlan mode bridge
 * ip -n c addr add 10.0.0.2/24 dev mv
 * ip -n c link set mv up
 * ping -c 1 10.0.0.2
 * ```
 *
 * ```netlab right
 * ip netns add c
 * ip link add eth1 type veth peer name wire
 * ip link set wire up
 * ip link set eth1 up
 * ip link add link eth1 name mv0 type macvlan mode bridge
 * ip addr add 10.0.0.1/24 dev mv0
 * ip link set mv0 up
 * ip link add link eth1 name mv netns c type macvlan mode bridge
 * ip -n c addr add 10.0.0.2/24 dev mv
 * ip -n c link set mv up
 * ping -c 1 10.0.0.2
 * ```
 */
import type { Lint } from './lint.ts';
import { lossesOf } from './losses.ts';

export const macvlanParent: Lint = {
  rule: 'macvlan-parent',
  *check(lab) {
    for (const { record, due } of lossesOf(lab)) {
      if (due?.to !== 'macvlan') continue;
      const { station, lower } = due;
      const device = lab.network.devices.find(({ link }) => link.name === station && link.macvlan !== undefined);
      const maker = lab.recordOf(device?.link.cause);
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: `${station} is a macvlan upon ${lower}: it and ${lower} itself never hear each other.`,
        related:
          maker === undefined ? [] : [{ range: lab.wordIn(maker, station), message: `${station} is made here.` }],
      };
    }
  },
};
