import { flushNexthops } from '../fib/nexthop/table.ts';
import type { Kernel } from '../kernel.ts';
import { forgetLearned } from '../neigh/neighbours.ts';
import type { Device } from './device.ts';

/** A device has lost its carrier: who was reached by it is forgotten (NETDEV_CHANGE in net/ipv4/arp.c and nexthop.c). */
export function carrierLost(kernel: Kernel, device: Device): void {
  flushNexthops(device);
  forgetLearned(kernel, device);
}
