import { isMulticastMac } from '../../../net/mac.ts';
import { emit } from '../../emit.ts';
import type { Kernel } from '../../kernel.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { Skb } from '../../skb.ts';
import type { Device } from '../device.ts';
import type { DeviceKind, LowerEvent } from '../kind.ts';
import type { Links } from '../links.ts';
import { attach, detach, hear, hearNoMore, lowerOf, stackedCarrier } from '../lower.ts';
import { isTaken, Macvlan, type MacvlanMode, passthruOn, stationOf, stationsOn, wantsGroup } from '../macvlan.ts';
import { deliverUp, receive } from '../receive.ts';
import { changeReceiveMode } from '../receive-mode.ts';
import type { LinkChange, NewLink } from '../requests.ts';
import { transmit } from '../transmit.ts';
import { tsoMaxSize } from '../tso.ts';
import { isStationMac } from '../validate.ts';
import { kindOf } from './index.ts';

/** Stations of their own on one device (drivers/net/macvlan.c). */
export const macvlan: DeviceKind = {
  mtu: 1500,
  mtuLimits: [68, 65535],
  validate: ({ macvlan: asked }) => checkSources(asked),
  newLink,
  changeLink: change,
  open: (_, device) => {
    const lower = device.lower!;
    const own = device.macvlan!;
    if (own.mode === 'passthru') {
      if (!own.noPromisc) changeReceiveMode(lower, () => lower.promiscHolders++);
      return DONE;
    }
    if (isTaken(lower, device.mac)) return refused('EADDRINUSE', undefined, lower.cause);
    hear(device, device.mac);
    return DONE;
  },
  stop: (_, device) => {
    const { mode, noPromisc } = device.macvlan!;
    const lower = device.lower!;
    if (mode !== 'passthru') hearNoMore(device, device.mac);
    else if (!noPromisc) changeReceiveMode(lower, () => lower.promiscHolders--);
  },
  setMac: (kernel, device, mac) => {
    const lower = device.lower!;
    if (mac === device.mac) return DONE;
    // The device below is this station's alone: it takes the address too, and hands it back up (macvlan_set_addr_change).
    if (device.macvlan!.mode === 'passthru') return lower.mac === mac ? DONE : kernel.link.setMac(lower, mac);
    if (isTaken(lower, mac)) return refused('EADDRINUSE', undefined, lower.cause);
    if (!device.up) return DONE;
    hearNoMore(device, device.mac);
    hear(device, mac);
    return DONE;
  },
  changeMtu: (_, { lower }, mtu) => (mtu > lower!.mtu ? refused('EINVAL', undefined, lower!.cause) : DONE),
  moved: (kernel, { netns, lower }) => kernel.netns.meet(netns, lower!.netns),
  uninit: (_, device) => {
    const lower = device.lower!;
    detach(device);
    if (stationsOn(lower).length === 0) lower.rxHandler = null;
  },
  carrier: stackedCarrier,
  changesProtoDown: true,
  maxMtu: ({ lower }) => kindOf(lower!).maxMtu?.(lower!) ?? kindOf(lower!).mtuLimits[1],
  tsoMaxSize: ({ lower }) => tsoMaxSize(lower!),
  transmit: send,
  receive: take,
  lowerChanged: follow,
  info: (device) => ({ macvlan: device.macvlan!.info(device) }),
};

/** macvlan_common_newlink. */
function newLink(links: Links, netns: Netns, request: NewLink): Result<Device> {
  const asked = request.macvlan ?? {};
  const found = lowerOf(netns, request);
  if (!found.ok) return found;
  // On another macvlan it stands on the device below that one.
  const lower = found.value.macvlan === null ? found.value : found.value.lower!;
  if ((request.mtu ?? 0) > lower.mtu) return refused('EINVAL', undefined, lower.cause);
  if (lower.isLoopback) return refused('EINVAL');
  if (lower.rxHandler !== null && lower.rxHandler !== 'macvlan') return refused('EBUSY', undefined, lower.cause);
  const others = stationsOn(lower);
  const mode = asked.mode ?? 'vepa';
  const alone = passthruOn(lower);
  if (alone !== undefined) return refused('EINVAL', undefined, alone.cause);
  if (mode === 'passthru' && others.length > 0) return refused('EINVAL', undefined, others[0]!.cause);
  if (asked.sources !== undefined && mode !== 'source') return refused('EINVAL');
  const mac = mode === 'passthru' ? lower.mac : request.mac;
  const own = { ...request, mtu: request.mtu ?? lower.mtu };
  const device = links.make(request.netns ?? netns, mac === undefined ? own : { ...own, mac });
  device.macvlan = new Macvlan(mode);
  lower.rxHandler = 'macvlan';
  attach(links, device, lower);
  configure(device, asked);
  return granted(device);
}

/** Who is listened to has to be a station (macvlan_validate). */
function checkSources(asked: NewLink['macvlan']): Result {
  return asked?.sources?.macs.every(isStationMac) === false ? refused('EADDRNOTAVAIL') : DONE;
}

/** macvlan_changelink. */
function change(_: Kernel, device: Device, { macvlan: asked }: LinkChange): Result {
  const own = device.macvlan!;
  if (asked === undefined) return DONE;
  const checked = checkSources(asked);
  if (!checked.ok) return checked;
  const mode = asked.mode ?? own.mode;
  if ((mode === 'passthru') !== (own.mode === 'passthru')) return refused('EINVAL');
  if (mode !== own.mode) own.sources = [];
  if (asked.flags !== undefined && own.mode === 'passthru' && device.up) {
    const lower = device.lower!;
    const more = Number(own.noPromisc) - Number(asked.flags.noPromisc);
    changeReceiveMode(lower, () => (lower.promiscHolders += more));
  }
  own.mode = mode;
  if (asked.sources !== undefined && mode !== 'source') return refused('EINVAL');
  configure(device, asked);
  return DONE;
}

function configure(device: Device, { flags, broadcastQueue, sources }: NonNullable<NewLink['macvlan']>): void {
  const own = device.macvlan!;
  if (flags !== undefined) Object.assign(own, flags);
  if (broadcastQueue !== undefined) own.broadcastQueue = broadcastQueue;
  if (sources !== undefined) own.changeSources(sources);
}

/** macvlan_queue_xmit. Stations in mode `bridge` reach each other without the wire. */
function send(device: Device, skb: Skb): void {
  const lower = device.lower!;
  if (device.macvlan!.mode === 'bridge') {
    const other = stationOf(lower, skb.dstMac);
    if (other !== undefined && other.macvlan!.mode === 'bridge') {
      trace(device, skb, [other]);
      skb.connection = null;
      return lower.netns.kernel.deliver(lower, skb);
    }
    if (isMulticastMac(skb.dstMac)) spread(lower, device, skb, ['bridge']);
  }
  trace(device, skb, []);
  transmit(lower, skb);
}

/** macvlan_handle_frame. What is for no station goes on to the device's own protocols. */
function take(lower: Device, skb: Skb): void {
  if (giveToListeners(lower, skb)) return;
  if (isMulticastMac(skb.dstMac)) {
    const from = stationOf(lower, skb.srcMac);
    if (from !== undefined && from.macvlan!.mode !== 'vepa' && from.macvlan!.mode !== 'bridge')
      return receive(from, skb);
    spread(lower, from, skb, modesToReach(from));
    return deliverUp(lower, skb);
  }
  const station = passthruOn(lower) ?? stationOf(lower, skb.dstMac);
  if (station === undefined || station.macvlan!.mode === 'source') return deliverUp(lower, skb);
  trace(lower, skb, [station]);
  receive(station, skb);
}

/** Frames from outside are for all; bridge ports have seen the frames of other stations on the way out (macvlan_multicast_rx). */
function modesToReach(from: Device | undefined): readonly MacvlanMode[] {
  if (from === undefined) return ['private', 'vepa', 'passthru', 'bridge'];
  return from.macvlan!.mode === 'vepa' ? ['vepa', 'bridge'] : ['vepa'];
}

/** Copies for the stations in some modes that want the frame (macvlan_broadcast). */
function spread(lower: Device, from: Device | undefined, skb: Skb, modes: readonly MacvlanMode[]): void {
  const targets = stationsOn(lower).filter(
    (each) => each !== from && modes.includes(each.macvlan!.mode) && wantsGroup(each, skb.dstMac),
  );
  if (targets.length === 0) return;
  trace(from ?? lower, skb, targets);
  for (const target of targets) hand(target, skb);
}

/** Copies for those who listen to the sender; true when it is theirs alone (macvlan_forward_source). */
function giveToListeners(lower: Device, skb: Skb): boolean {
  const listeners = stationsOn(lower).filter((each) => each.up && each.macvlan!.sources.includes(skb.srcMac));
  if (listeners.length === 0) return false;
  trace(lower, skb, listeners);
  for (const each of listeners) hand(each, skb);
  return listeners.some((each) => each.macvlan!.noDst);
}

/** Gives a station a copy, which brings nothing with it of what the sender's namespace knows. */
function hand(station: Device, skb: Skb): void {
  const { kernel } = station.netns;
  const copy = skb.clone(kernel);
  copy.connection = null;
  kernel.deliver(station, copy);
}

function trace(device: Device, skb: Skb, targets: readonly Device[]): void {
  const { netns } = device;
  if (!netns.kernel.tracing) return;
  emit(netns, skb, 'macvlan', 'pass', {
    device: device.name,
    decision: {
      kind: 'macvlan',
      mode: (device.macvlan ?? targets[0]?.macvlan)?.mode ?? 'vepa',
      stations: targets.map(({ name }) => name),
      lower: (device.lower ?? device).name,
      cause: (targets[0] ?? device).cause,
    },
  });
}

/** macvlan_device_event. */
function follow(links: Links, device: Device, lower: Device, event: LowerEvent): void {
  if (event === 'up' || event === 'down' || event === 'carrier') links.setCarrier(device, lower.carrier);
  else if (event === 'mtu') {
    if (device.mtu > lower.mtu) links.setMtu(device, lower.mtu);
  } else if (event === 'delete') links.destroy(device);
  else if (device.macvlan!.mode === 'passthru') links.inheritMac(device, lower.mac);
}
