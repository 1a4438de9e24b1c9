/**
 * # wrong-mac
 *
 * A neighbour entry that was set by hand gives another MAC address than its owner has.
 *
 * A permanent entry is believed and never asked for again. Frames to a MAC that nobody has are flooded and thrown away by
 * all who get them.
 *
 * ```netlab wrong
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a link set v1 up
 * ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:99 dev v0
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a link set v1 address 02:00:00:00:00:02 up
 * ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
 * ```
 */
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatMac } from '../../net/mac.ts';
import { spokenNetns } from '../fixes/netns.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { ownerOf } from '../network/gateways.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const wrongMac: Lint = {
  rule: 'wrong-mac',
  *check(lab) {
    const { network } = lab;
    for (const { place, neighbour } of permanent(network)) {
      const { cause, mac, destination, ifindex } = neighbour;
      const device = network.device(place.netns, ifindex);
      const maker = lab.recordOf(cause);
      if (mac === undefined || device === undefined || maker === undefined) continue;
      const station = network.domainOf(device).find(({ link }) => link.mac === mac);
      const owner = ownerOf(network, device, destination as number);
      if (owner === undefined ? station !== undefined : owner.place === station?.place) continue;
      const address = formatIpv4(destination as number);
      const written = formatMac(mac);
      const right = owner === undefined ? undefined : formatMac(owner.link.mac);
      yield {
        range: lab.wordIn(maker, written),
        message:
          owner === undefined
            ? `No station on the wire of ${device.link.name} has the MAC ${written}.`
            : `${address} is ${owner.link.name} in ${spokenNetns(owner.place.name)}, whose MAC is ${right}.`,
        fixes: () => {
          const line = lab.lineOf(maker);
          const index = line.indexOf(written);
          const edit = right === undefined || index < 0 ? undefined : replaceWord(lab, line, index, right);
          return edit === undefined ? [] : [{ title: `Change to ${right}`, edits: [edit], preferred: true }];
        },
      };
    }
  },
};

/** The neighbours that somebody has entered by hand. */
const permanent = remembered((network) =>
  network.places.flatMap((place) =>
    network
      .neighboursOf(place)
      .filter(({ state }) => state === 'PERMANENT')
      .map((neighbour) => ({ place, neighbour })),
  ),
);
