import type { Device } from './device.ts';

/** How many want a device to take the frames that are for others (dev->promiscuity), the bridge that it is a port of too. */
function promiscuity({ promisc, captures, promiscHolders, hearsOthers, port }: Device): number {
  return Number(promisc) + captures + promiscHolders + Number(hearsOthers) + Number(port !== null);
}

/** The addresses a device listens to have changed, or it came up: one that is down goes on as it was (__dev_set_rx_mode). */
export function setReceiveMode(device: Device): void {
  if (device.up)
    changeReceiveMode(device, () => {
      device.hearsOthers = device.listed.size > 0;
    });
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
