import { ETH_P_8021Q } from '../../../net/ethernet.ts';
import { emit } from '../../emit.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { Skb } from '../../skb.ts';
import type { Device } from '../device.ts';
import type { DeviceKind, LowerEvent } from '../kind.ts';
import type { Links } from '../links.ts';
import { attach, detach, hear, hearNoMore, lowerOf, stackedCarrier } from '../lower.ts';
import { vlanDevice } from '../receive-vlan.ts';
import type { NewLink } from '../requests.ts';
import { transmit } from '../transmit.ts';
import { Vlan } from '../vlan.ts';

/** 4095 is reserved (VLAN_VID_MASK). */
const RESERVED_ID = 4095;

/** A network of tagged frames on another device (net/8021q). */
export const vlan: DeviceKind = {
  mtu: 1500,
  mtuLimits: [0, 65535],
  validate: ({ vlan: asked }) => {
    if (asked === undefined) return refused('EINVAL', '8021q: VLAN properties not specified');
    return (asked.id ?? 0) >= RESERVED_ID ? refused('ERANGE', '8021q: Invalid VLAN id') : DONE;
  },
  newLink,
  changeLink: (_, device, { vlan: change }) => {
    if (change !== undefined) device.vlan!.change(change);
    return DONE;
  },
  open: (_, device) => {
    const lower = device.lower!;
    const own = device.vlan!;
    if (!lower.up && !own.flags.looseBinding) return refused('ENETDOWN', undefined, lower.upCause);
    if (own.macIsLowers) device.mac = lower.mac;
    else if (device.mac !== lower.mac) hear(device, device.mac);
    return DONE;
  },
  stop: (_, device) => hearNoMore(device, device.mac),
  setMac: (_, device, mac) => {
    device.vlan!.macIsLowers = false;
    if (!device.up) return DONE;
    hearNoMore(device, device.mac);
    if (mac !== device.lower!.mac) hear(device, mac);
    return DONE;
  },
  changeMtu: (_, { lower }, mtu) => (mtu > lower!.mtu ? refused('ERANGE', undefined, lower!.cause) : DONE),
  moved: (kernel, { netns, lower }) => kernel.netns.meet(netns, lower!.netns),
  uninit: (_, device) => detach(device),
  carrier: stackedCarrier,
  transmit: send,
  lowerChanged: follow,
  info: ({ vlan: own }) => ({ vlan: own!.info() }),
};

/** vlan_newlink, vlan_check_real_dev, register_vlan_dev. */
function newLink(links: Links, netns: Netns, request: NewLink): Result<Device> {
  const asked = request.vlan!;
  if (asked.id === undefined) return refused('EINVAL', '8021q: VLAN id not specified');
  const found = lowerOf(netns, request, '8021q: link not specified', '8021q: link does not exist');
  if (!found.ok) return found;
  const lower = found.value;
  if (lower.isLoopback) return refused('EOPNOTSUPP', '8021q: VLANs not supported on device', lower.cause);
  const protocol = asked.protocol ?? ETH_P_8021Q;
  const twin = vlanDevice(lower, protocol, asked.id);
  if (twin !== undefined) return refused('EEXIST', '8021q: VLAN device already exists', twin.cause);
  if ((request.mtu ?? 0) > lower.mtu) return refused('EINVAL', undefined, lower.cause);
  const own = { mac: request.mac ?? lower.mac, mtu: request.mtu ?? lower.mtu };
  const device = links.make(request.netns ?? netns, { ...request, ...own });
  device.vlan = new Vlan(protocol, asked.id, request.mac === undefined);
  device.vlan.change(asked);
  // Flags are those of the device below (vlan_dev_init).
  device.arp = lower.arp;
  device.multicast = lower.multicast;
  attach(links, device, lower);
  return granted(device);
}

/** vlan_dev_hard_start_xmit. */
function send(device: Device, skb: Skb): void {
  const own = device.vlan!;
  skb.vlan = own.tagOf(skb);
  if (device.netns.kernel.tracing)
    emit(device.netns, skb, 'vlan', 'modify', {
      device: device.name,
      decision: { kind: 'vlan', action: 'tag', id: own.id, device: device.lower!.name, cause: device.cause },
    });
  transmit(device.lower!, skb);
}

/** vlan_device_event. */
function follow(links: Links, device: Device, lower: Device, event: LowerEvent): void {
  const { flags, macIsLowers } = device.vlan!;
  switch (event) {
    case 'up':
      if (!flags.looseBinding) links.setUp(device, true);
      links.setCarrier(device, lower.carrier);
      return;
    case 'down':
      if (!flags.looseBinding) links.setUp(device, false);
      links.setCarrier(device, lower.carrier);
      return;
    case 'carrier':
      links.setCarrier(device, lower.carrier);
      return;
    case 'mtu':
      if (device.mtu > lower.mtu) links.setMtu(device, lower.mtu);
      return;
    case 'mac':
      if (device.up && macIsLowers) links.inheritMac(device, lower.mac);
      return;
    case 'delete':
      links.destroy(device);
  }
}
