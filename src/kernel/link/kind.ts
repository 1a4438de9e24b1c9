import type { Mac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';
import type { Skb } from '../skb.ts';
import type { Device } from './device.ts';
import type { Links } from './links.ts';
import type { LinkChange, LinkInfo, NewLink, OperState } from './requests.ts';

/** What happens to a device that others are stacked upon (the NETDEV_* events of the notifier chain). */
export type LowerEvent = 'up' | 'down' | 'carrier' | 'mac' | 'mtu' | 'delete';

/**
 * A kind of device: its struct rtnl_link_ops, its struct net_device_ops and its notifier in one row. Behaviour is looked
 * up by the device's `kind` in the table of `kinds/index.ts` and never kept on the device, which is copied. What is
 * absent is as on a plain Ethernet device.
 */
export interface DeviceKind {
  /** The MTU of a new device. */
  readonly mtu: number;
  /** min_mtu and max_mtu; a greatest of 0 is no limit. */
  readonly mtuLimits: readonly [number, number];
  /** The machine has it from the start: it is neither made nor deleted by request. */
  readonly builtIn?: true;
  /** When its namespace ends it goes to the initial one instead of ending too. */
  readonly returnsHome?: true;
  /** It stays in its namespace (NETIF_F_NETNS_LOCAL). */
  readonly staysInNetns?: true;
  /** It does not ask for neighbours' addresses (IFF_NOARP). */
  readonly noArp?: true;
  /** It has no broadcast address to speak of (no IFF_BROADCAST). */
  readonly noBroadcast?: true;
  /** It does not listen to groups (no IFF_MULTICAST). */
  readonly noMulticast?: true;
  /** The device below does not listen to its groups (no dev_mc_sync in ndo_set_rx_mode). */
  readonly keepsGroups?: true;
  /** What a bridge takes a port of this kind to cost (port_cost); that of the device below, or 2 for 10 Gbit/s, when absent. */
  readonly portCost?: number;
  /** It may be told whether it has a carrier (ndo_change_carrier). */
  readonly changesCarrier?: true;
  /** A protocol may hold it down (change_proto_down). */
  readonly changesProtoDown?: true;
  /** It has as many queues as the machine has processors. */
  readonly manyQueues?: true;
  /** The queueing discipline it has once it was up; `noqueue` when absent. */
  readonly qdisc?: string;
  /** How many packets its queue takes; 1000 when absent. */
  readonly txqlen?: number;
  /** How often the carrier had come or gone before anybody could see the device. */
  readonly carrierChanges?: number;

  /** The greatest MTU it can have, where that is not what its kind says. */
  maxMtu?(device: Device): number;
  /** The most bytes it lets be sent in one piece (tso_max_size); 524280 when absent. */
  tsoMaxSize?(device: Device): number;
  /** Looks at a request for a new one before anything else does (rtnl_link_ops.validate). */
  validate?(request: NewLink): Result;
  /** Makes a device, where more is to be done than `Links.create` and `setup` do (rtnl_link_ops.newlink). */
  newLink?(links: Links, netns: Netns, request: NewLink): Result<Device>;
  /** Gives a new device what its kind keeps about it. */
  setup?(kernel: Kernel, device: Device, request: NewLink): void;
  /** Changes what its kind keeps about it (rtnl_link_ops.changelink). */
  changeLink?(kernel: Kernel, device: Device, change: LinkChange): Result;
  /** Is asked before a device comes up (ndo_open). */
  open?(kernel: Kernel, device: Device): Result;
  /** Follows a device that has gone down (ndo_stop). */
  stop?(kernel: Kernel, device: Device): void;
  /** It has come up or gone down. */
  turned?(links: Links, device: Device): void;
  /** Takes another address over (ndo_set_mac_address). */
  setMac?(kernel: Kernel, device: Device, mac: Mac): Result;
  /** Is asked before the MTU changes (ndo_change_mtu). */
  changeMtu?(kernel: Kernel, device: Device, mtu: number): Result;
  /** Follows a device to another namespace. */
  moved?(kernel: Kernel, device: Device): void;
  /** Takes apart what its kind keeps, before the device goes (rtnl_link_ops.dellink, ndo_uninit). */
  uninit?(kernel: Kernel, device: Device): void;
  /** What goes with a device that has gone. */
  goesWith?(device: Device): Device | null;

  /** True when frames could leave (netif_carrier_ok). */
  carrier(device: Device): boolean;
  /** Its operational state while it is up, where it does not follow from the carrier. */
  operState?(device: Device): OperState | undefined;
  /** Sends a frame (ndo_start_xmit). */
  transmit(device: Device, skb: Skb): void;

  /** Takes a device as a port and becomes its `master` (ndo_add_slave); absent: it takes none. */
  enslave?(kernel: Kernel, upper: Device, port: Device): Result;
  /** Lets a port go, which has no `master` any more (ndo_del_slave). */
  release?(kernel: Kernel, upper: Device, port: Device): void;
  /** Changes what it keeps about a port (rtnl_link_ops.slave_changelink). */
  changePort?(port: Device, change: LinkChange): Result;
  /** Takes a frame that came in by a device whose `rxHandler` is this kind (rx_handler_func_t). */
  receive?(lower: Device, skb: Skb): void;
  /** Something has happened to a device it is stacked upon, or to a port of it. */
  lowerChanged?(links: Links, device: Device, lower: Device, event: LowerEvent): void;

  /** What RTM_GETLINK says of it beyond what it says of every device. */
  info?(device: Device): Partial<LinkInfo>;
}
