import type { Device } from './device.ts';

/** How many want a device to take the frames that are for others (dev->promiscuity), the bridge that it is a port of too. */
function promiscuity({ promisc, captures, promiscHolders, port }: Device): number {
  return Number(promisc) + captures + promiscHolders + Number(port !== null);
}

/** Changes what a device takes, and says in the log when it becomes or ceases to be promiscuous (__dev_set_promiscuity). */
export function changeReceiveMode(device: Device, change: () => void): void {
  const before = modesOf(device);
  change();
  const after = modesOf(device);
  for (const mode of ['allmulticast', 'promiscuous'] as const) {
    if (before[mode] === after[mode]) continue;
    const { kernel } = device.netns;
    const name = device.unregistering ? `${device.name} (unregistering)` : device.name;
    kernel.log.print(kernel.now, 'info', `${name}: ${after[mode] ? 'entered' : 'left'} ${mode} mode`);
  }
}

function modesOf(device: Device) {
  return { promiscuous: promiscuity(device) > 0, allmulticast: device.allmulti || device.port !== null };
}
