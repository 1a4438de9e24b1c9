import type { Ipv4Packet } from '../../../net/ipv4-packet.ts';
import type { Cause } from '../../cause.ts';
import { drop, emit } from '../../emit.ts';
import type { Kernel } from '../../kernel.ts';
import { DONE, type Result, refused } from '../../result.ts';
import type { Skb } from '../../skb.ts';
import type { Decision } from '../../trace.ts';
import { BOND_DEFAULTS, Bond, BondPort } from '../bond.ts';
import type { Device } from '../device.ts';
import type { DeviceKind } from '../kind.ts';
import { receive } from '../receive.ts';
import type { BondChange } from '../requests.ts';
import { transmit } from '../transmit.ts';
import { leastTsoMaxSize, TSO_LEGACY_MAX_SIZE } from '../tso.ts';

const ETH_P_IP = 0x0800;
const ETH_P_ARP = 0x0806;

/** Several devices that act as one (drivers/net/bonding). */
export const bond: DeviceKind = {
  mtu: 1500,
  mtuLimits: [68, 65535],
  staysInNetns: true,
  validate: ({ bond: change = {} }) => validateOptions(change),
  setup: (_, device, { mac, bond: change = {} }) => {
    const own = new Bond(device);
    const { primary, active, ...options } = change;
    // 802.3ad cannot do without looking at its links (bond_opt_validate).
    const least = options.mode === '802.3ad' && options.miimon === undefined ? { miimon: 100 } : {};
    own.options = { ...BOND_DEFAULTS, ...least, ...options };
    own.macWasSet = mac !== undefined;
    device.bond = own;
    device.stackedCarrier = false;
  },
  changeLink: (kernel, device, { bond: change }) => (change === undefined ? DONE : changeBond(kernel, device, change)),
  open: (kernel, device) => {
    device.bond!.upSince = kernel.now;
    return DONE;
  },
  turned: (links, device) => {
    if (device.up) device.bond!.watch(links.kernel);
  },
  setMac: (kernel, device, mac) => {
    device.bond!.macWasSet = true;
    for (const port of device.bond!.ports) kernel.link.setMac(port, mac);
    return DONE;
  },
  changeMtu: (kernel, device, mtu) => {
    for (const port of device.bond!.ports) {
      const resized = kernel.link.setMtu(port, mtu);
      if (!resized.ok) return resized;
    }
    return DONE;
  },
  uninit: (kernel, device) => {
    for (const port of [...device.bond!.ports]) release(kernel, device, port);
  },
  carrier: (device) => device.stackedCarrier,
  transmit: send,
  enslave,
  release,
  receive: (lower, skb) => {
    const upper = lower.master!;
    const own = upper.bond!;
    // What a port that waits hears is heard by the one in use as well (bond_should_deliver_exact_match).
    if (own.isActiveBackup && own.active !== lower)
      return drop(lower.netns, skb, 'receive', 'NOT_SPECIFIED', {
        device: lower.name,
        decision: { kind: 'device', device: lower.name, state: 'waits', cause: upper.cause },
      });
    receive(upper, skb);
  },
  lowerChanged: ({ kernel }, device, _, event) => {
    if (event === 'carrier' || event === 'up' || event === 'down') device.bond!.watch(kernel);
  },
  tsoMaxSize: ({ bond: own }) => (own!.ports.length > 0 ? leastTsoMaxSize(own!.ports) : TSO_LEGACY_MAX_SIZE),
  info: ({ bond: own }) => ({ bond: own!.info() }),
};

/** What cannot be said together of a new bond (bond_opt_check_deps, bond_changelink). */
function validateOptions({ mode = '', miimon = 0, arp_interval: probes = 0, updelay, downdelay }: BondChange): Result {
  if (miimon === 0 && ((updelay ?? 0) > 0 || (downdelay ?? 0) > 0)) return refused('EPERM');
  if (miimon > 0 && probes > 0) return refused('EINVAL', 'ARP monitoring cannot be used with MII monitoring');
  if (probes > 0 && /ad|lb/.test(mode)) return refused('EACCES', 'option not supported in mode');
  return DONE;
}

/** bond_enslave: the first port lends its address, the others take it. */
function enslave(kernel: Kernel, upper: Device, port: Device): Result {
  const own = upper.bond!;
  if (port.up) return refused('EPERM', 'Device can not be enslaved while up', port.upCause ?? port.cause);
  if (port.isLoopback) return refused('EINVAL');
  if (port.bond !== null) return refused('EPERM', 'Cannot enslave bond to itself.');
  if (port.rxHandler !== null) return refused('EBUSY');
  if (own.ports.length === 0 && !own.macWasSet) upper.mac = port.mac;
  port.bondPort = new BondPort(port.mac, port.mtu);
  port.master = upper;
  port.rxHandler = 'bond';
  if (own.options.fail_over_mac === 'none') kernel.link.setMac(port, upper.mac);
  if (port.mtu !== upper.mtu) kernel.link.setMtu(port, upper.mtu);
  own.ports.push(port);
  kernel.link.setUp(port, true);
  port.bondPort.linkUp = own.options.miimon === 0 || port.carrier;
  own.select(kernel);
  return DONE;
}

/** __bond_release_one: the port gets back what it had, and is down. */
function release(kernel: Kernel, upper: Device, port: Device): void {
  const own = upper.bond!;
  own.ports.splice(own.ports.indexOf(port), 1);
  if (own.primary === port) own.primary = null;
  if (own.active === port) own.active = null;
  const { permanentMac, originalMtu } = port.bondPort!;
  port.master = null;
  port.rxHandler = null;
  kernel.link.setUp(port, false);
  port.bondPort = null;
  kernel.link.setMac(port, permanentMac);
  if (port.mtu !== originalMtu) kernel.link.setMtu(port, originalMtu);
  own.select(kernel);
  if (own.ports.length > 0) return;
  upper.mac = kernel.randomMac();
  own.macWasSet = false;
}

/** bond_changelink, as far as what is asked for can be had. */
function changeBond(kernel: Kernel, device: Device, change: BondChange): Result {
  const own = device.bond!;
  const { primary, active, ...options } = change;
  if (options.mode !== undefined && options.mode !== own.options.mode) {
    if (own.ports.length > 0) return refused('EACCES', 'unable to set option because the bond device has slaves');
    if (device.up) return refused('EACCES', 'unable to set option because the bond is up');
  }
  own.options = { ...own.options, ...options };
  const port = (index: number) => own.ports.find(({ ifindex }) => ifindex === index) ?? null;
  if (primary !== undefined) own.primary = port(primary);
  const wanted = active === undefined ? null : port(active);
  if (active !== undefined && wanted === null) return refused('EINVAL', 'invalid option value');
  if (wanted?.bondPort?.linkUp) own.activate(wanted);
  else if (primary !== undefined || options.mode !== undefined) own.select(kernel);
  own.watch(kernel);
  return DONE;
}

/** Sends a frame by the port that the mode chooses (bond_start_xmit). */
function send(device: Device, skb: Skb): void {
  const own = device.bond!;
  const port = (own.isActiveBackup ? own.active : choose(own, skb)) ?? undefined;
  const { netns, name } = device;
  if (port !== undefined) {
    if (netns.kernel.tracing) emit(netns, skb, 'bond', 'pass', { device: name, decision: decisionOf(own, port) });
    return transmit(port, skb);
  }
  device.txDropped++;
  drop(netns, skb, 'bond', 'NOT_SPECIFIED', { device: name, decision: decisionOf(own, undefined) });
}

function decisionOf({ options, ports, device }: Bond, port: Device | undefined): Decision {
  const failed = ports.filter(({ bondPort }) => !bondPort!.linkUp);
  return {
    kind: 'bond',
    mode: options.mode,
    port: port?.name,
    usable: ports.filter((each) => !failed.includes(each)).map(({ name }) => name),
    failed: failed.map((each) => ({ port: each.name, cause: lostBy(each) })),
    cause: device.cause,
  };
}

/** Who took the link of a port away: whoever turned it or the other end of its wire off. */
function lostBy({ up, upCause, wire, cause }: Device): Cause {
  return (up ? wire?.upCause : upCause) ?? cause;
}

function choose(own: Bond, skb: Skb): Device | undefined {
  const { usable } = own;
  if (own.options.mode !== 'balance-rr') return usable[hashOf(skb, own.options.xmit_hash_policy) % usable.length];
  const turn = own.sent;
  own.sent++;
  return usable[turn % usable.length];
}

/** Which port a frame goes to, from its addresses (bond_xmit_hash). */
function hashOf({ srcMac, dstMac, packet }: Skb, policy: string): number {
  const protocol = packet.kind === 'arp' ? ETH_P_ARP : ETH_P_IP;
  const ethernet = (srcMac & 0xff) ^ (dstMac & 0xff) ^ protocol;
  if (policy === 'layer2' || packet.kind !== 'ipv4') return ethernet;
  const start = policy === 'layer2+3' ? ethernet : portsOf(packet);
  let hash = start ^ swapped(packet.src) ^ swapped(packet.dst);
  hash ^= hash >>> 16;
  hash ^= hash >>> 8;
  return policy === 'layer3+4' ? (hash >>> 0) >>> 1 : hash >>> 0;
}

/** Both ports as they lie in memory, 0 where there are none. */
function portsOf({ payload }: Ipv4Packet): number {
  if (payload.kind !== 'udp' && payload.kind !== 'tcp') return 0;
  return swapped(payload.srcPort * 0x10000 + payload.dstPort);
}

/** A number in network byte order as the processor reads it. */
function swapped(value: number): number {
  return ((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24);
}
