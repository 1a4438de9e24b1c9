import fc from 'fast-check';
import { addr } from './steps/address.ts';
import { arping } from './steps/arping.ts';
import { bond } from './steps/bond.ts';
import { brctl, lookBrctl } from './steps/brctl.ts';
import { bridge, lookBridge } from './steps/bridge.ts';
import { capture } from './steps/capture.ts';
import { ethtool, lookEthtool } from './steps/ethtool.ts';
import { iptables } from './steps/iptables.ts';
import { linkAdd, linkSet } from './steps/link.ts';
import { macvlan } from './steps/macvlan.ts';
import { mangled } from './steps/mangled.ts';
import { metrics } from './steps/metrics.ts';
import { neigh } from './steps/neigh.ts';
import { lookNetTools, netTools } from './steps/net-tools.ts';
import { netns } from './steps/netns.ts';
import { nexthop } from './steps/nexthop.ts';
import { ping } from './steps/ping.ts';
import { get, route } from './steps/route.ts';
import { lookRule, rule } from './steps/rule.ts';
import { show } from './steps/show.ts';
import { sysctl } from './steps/sysctl.ts';
import { traceroute } from './steps/traceroute.ts';
import { lookVlan, vlan } from './steps/vlan.ts';
import { vrf } from './steps/vrf.ts';
import { vxlan } from './steps/vxlan.ts';
import type { Topology } from './topology.ts';
import { type Words, wordsOf } from './words.ts';

/** What the kernel has that the labs are made for. */
export type Features = 'machine' | 'uml';

type Steps = readonly (readonly [weight: number, make: (words: Words) => fc.Arbitrary<string>])[];

const CHANGES: Steps = [
  [4, linkSet],
  [2, linkAdd],
  [5, addr],
  [7, route],
  [3, rule],
  [3, neigh],
  [1, netns],
  [2, sysctl],
  [3, bridge],
  [2, brctl],
  [2, macvlan],
  [2, vxlan],
  [2, nexthop],
  [2, metrics],
  [2, netTools],
  [1, ethtool],
];

/** What only the machine's own kernel has as the simulator has it: user-mode Linux lacks nftables' families. */
const MACHINE_CHANGES: Steps = [[3, iptables]];

const UML_CHANGES: Steps = [
  [6, vlan],
  [6, vrf],
  [6, bond],
];

const LOOKS: Steps = [
  [4, show],
  [3, ping],
  [1, arping],
  [1, traceroute],
  [1, get],
  [2, lookNetTools],
  [2, lookBridge],
  [1, lookBrctl],
  [1, lookRule],
  [1, lookEthtool],
  [1, capture],
];

const UML_LOOKS: Steps = [[3, lookVlan]];

/** What Linux 6.1, as user-mode Linux is, says in other words than 6.18: what an ifb can send at once, addresses that are not there. */
const OTHERWISE_IN_UML = /\bifb|addr del/;

/** One time in how many a command is a wrong one. */
const WRONG = 12;

function oneOf(topology: Topology, steps: Steps, features: Features): fc.Arbitrary<string> {
  const words = wordsOf(topology);
  const right = fc.oneof(...steps.map(([weight, make]) => ({ arbitrary: make(words), weight })));
  const all = fc.oneof({ arbitrary: right, weight: WRONG - 1 }, { arbitrary: mangled(right), weight: 1 });
  return features === 'machine' ? all : all.filter((command) => !OTHERWISE_IN_UML.test(command));
}

/** A command that changes something. */
export function change(topology: Topology, features: Features): fc.Arbitrary<string> {
  return oneOf(topology, [...CHANGES, ...(features === 'uml' ? UML_CHANGES : MACHINE_CHANGES)], features);
}

/** A command that looks, or sends packets. */
export function look(topology: Topology, features: Features): fc.Arbitrary<string> {
  return oneOf(topology, features === 'uml' ? [...LOOKS, ...UML_LOOKS] : LOOKS, features);
}
