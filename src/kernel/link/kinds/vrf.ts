import { flushIpv4 } from '../../fib/route-requests.ts';
import type { Kernel } from '../../kernel.ts';
import { DONE, refused } from '../../result.ts';
import type { Device } from '../device.ts';
import type { DeviceKind } from '../kind.ts';
import { TSO_LEGACY_MAX_SIZE } from '../tso.ts';

/** Virtual routing and forwarding: what its ports receive and send is looked up in its table (drivers/net/vrf.c). */
export const vrf: DeviceKind = {
  mtu: 65575,
  mtuLimits: [1280, 65575],
  staysInNetns: true,
  noArp: true,
  noBroadcast: true,
  noMulticast: true,
  tsoMaxSize: () => TSO_LEGACY_MAX_SIZE,
  validate: ({ table }) => {
    if (table === undefined) return refused('EINVAL', 'VRF table id is missing');
    return table === 0 ? refused('EINVAL', 'Invalid VRF table id') : DONE;
  },
  setup: (kernel, device, { table }) => {
    device.vrfTable = table!;
    kernel.rule.addL3mdev(device.netns);
    device.netns.fib.vrfTables.add(table!);
    device.netns.fib.table(table!);
  },
  changeLink: (_, __, { table }) => (table === undefined ? DONE : refused('EOPNOTSUPP')),
  uninit: (kernel, device) => {
    for (const port of device.netns.devices.values()) if (port.master === device) release(kernel, port);
  },
  carrier: () => true,
  operState: () => 'UP',
  // What is sent to an address of its own comes in again, as on lo (vrf_local_xmit).
  transmit: (device, skb) => device.netns.kernel.deliver(device, skb),
  enslave: (kernel, upper, port) => {
    if (port.vrfTable !== null) return refused('EINVAL', 'Can not enslave an L3 master device to a VRF');
    if (port.isLoopback) return refused('EOPNOTSUPP', 'Can not enslave loopback device to a VRF');
    port.master = upper;
    cycle(kernel, port);
    return DONE;
  },
  release: (kernel, _, port) => release(kernel, port),
};

function release(kernel: Kernel, port: Device): void {
  port.master = null;
  cycle(kernel, port);
}

/** All routes of a port go, and those of its addresses come again in the other table (fib_netdev_event, cycle_netdev). */
function cycle(kernel: Kernel, port: Device): void {
  flushIpv4(port.netns, port, true);
  if (!port.up) return;
  kernel.link.setUp(port, false);
  kernel.link.setUp(port, true);
}
