import type { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';

/** Namespaces that stand for the network behind the host's card are hidden: they have no name below /run/netns. */
export function kindOfNetns(kernel: Kernel, netns: Netns): 'host' | 'netns' | 'internet' {
  if (netns === kernel.netns.initial) return 'host';
  return kernel.netns.nameOf(netns) === undefined ? 'internet' : 'netns';
}

/** How people call a namespace: `host` for the one a lab starts in, its name for the others. */
export function nameOfNetns(kernel: Kernel, netns: Netns): string {
  if (netns === kernel.netns.initial) return 'host';
  return kernel.netns.nameOf(netns) ?? 'internet';
}
