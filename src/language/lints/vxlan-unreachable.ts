/**
 * # vxlan-unreachable
 *
 * A VXLAN sends its datagrams where no VXLAN of the same number takes them.
 *
 * The device comes up and says nothing, whoever is at the other end. It needs a remote (or entries in its forwarding
 * database), a route to it, and there a VXLAN of the same number on the same UDP port.
 *
 * ```netlab wrong
 * ip netns add east
 * ip link add v0 type veth peer name v1 netns east
 * ip addr add 192.0.2.1/24 dev v0
 * ip link set v0 up
 * ip -n east addr add 192.0.2.2/24 dev v1
 * ip -n east link set v1 up
 * ip link add vx0 up type vxlan id 42 dstport 4789 remote 192.0.2.2
 * ip -n east link add vx0 up type vxlan id 43 dstport 4789 remote 192.0.2.1
 * ```
 *
 * ```netlab right
 * ip netns add east
 * ip link add v0 type veth peer name v1 netns east
 * ip addr add 192.0.2.1/24 dev v0
 * ip link set v0 up
 * ip -n east addr add 192.0.2.2/24 dev v1
 * ip -n east link set v1 up
 * ip link add vx0 up type vxlan id 42 dstport 4789 remote 192.0.2.2
 * ip -n east link add vx0 up type vxlan id 42 dstport 4789 remote 192.0.2.1
 * ```
 */
import type { VxlanInfo } from '../../kernel/link/vxlan.ts';
import { formatIpv4, type Ipv4, isMulticastIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix, Related } from '../finding.ts';
import { spokenNetns } from '../fixes/netns.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { remotesOf } from '../network/domains.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Device } from '../network/network.ts';
import type { Lint } from './lint.ts';

export const vxlanUnreachable: Lint = {
  rule: 'vxlan-unreachable',
  *check(lab) {
    for (const device of lab.network.devices) {
      const { vxlan, name, up, cause } = device.link;
      const maker = lab.recordOf(cause);
      if (vxlan === undefined || maker === undefined || !up) continue;
      const remotes = new Set(remotesOf(lab.network, device));
      if (remotes.size === 0 && isUsed(device))
        yield { range: lab.wordIn(maker, name), message: `${name} has no remote: it sends to nobody.` };
      for (const remote of remotes) {
        const found = isMulticastIpv4(remote) ? undefined : whyUnreachable(lab, device, vxlan, remote);
        if (found !== undefined) yield { range: lab.wordIn(maker, formatIpv4(remote), name), ...found };
      }
    }
  },
};

function isUsed({ link, addresses }: Device): boolean {
  return link.master !== undefined || addresses.some(({ family }) => family === 4);
}

interface Reason {
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fixes?: () => readonly Fix[];
}

function whyUnreachable(lab: Analysis, device: Device, vxlan: VxlanInfo, remote: Ipv4): Reason | undefined {
  const { network } = lab;
  const { name } = device.link;
  const text = formatIpv4(remote);
  const decision = network.kernel.route.explain(device.place.netns, {
    destination: remote,
    ...(vxlan.local === undefined ? {} : { source: vxlan.local }),
    ...(vxlan.link === undefined ? {} : { oif: vxlan.link.ifindex }),
  });
  if (decision.winner === undefined)
    return { message: `No route in ${spokenNetns(device.place.name)} leads to ${text}, where ${name} sends to.` };
  const owners = ipv4Of(network.devices).filter(({ local }) => local === remote);
  if (owners.length === 0) return { message: `Nobody has the address ${text}, where ${name} sends to.` };
  const others = owners
    .flatMap((owner) => owner.device.place.devices)
    .filter((each) => each !== device && each.link.vxlan !== undefined);
  const twin = others.find(({ link }) => link.vxlan!.id === vxlan.id && link.vxlan!.dstPort === vxlan.dstPort);
  if (twin !== undefined) return undefined;
  const place = spokenNetns(owners[0]!.device.place.name);
  const [near] = others;
  const made = lab.recordOf(near?.link.cause);
  const found =
    near === undefined
      ? ''
      : ` ${near.link.name} there is VXLAN ${near.link.vxlan!.id} on port ${near.link.vxlan!.dstPort}.`;
  return {
    message: `${text} is ${place}, where no VXLAN ${vxlan.id} on UDP port ${vxlan.dstPort} is.${found}`,
    related: made === undefined ? [] : [{ range: lab.wordIn(made, near!.link.name), message: 'The VXLAN there.' }],
    fixes: () => (near === undefined ? [] : fixesFor(lab, device, vxlan.id, near.link.vxlan!.id)),
  };
}

/** Takes the number of the other end over. */
function fixesFor(lab: Analysis, { link }: Device, id: number, wanted: number): Fix[] {
  const line = lab.lineOf(lab.recordOf(link.cause)!);
  const index = line.argv.findIndex((word, at) => word === String(id) && /^(id|vni)$/.test(line.argv[at - 1] ?? ''));
  const edit = id === wanted || index < 0 ? undefined : replaceWord(lab, line, index, String(wanted));
  return edit === undefined ? [] : [{ title: `Change to ${wanted}`, edits: [edit], preferred: false }];
}
