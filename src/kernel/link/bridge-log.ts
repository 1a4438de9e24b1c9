import type { Level } from '../log/kernel-log.ts';
import type { Bridge } from './bridge.ts';

/** Says something about a bridge in the kernel's log (br_info and its like). */
export function printOfBridge({ device }: Bridge, level: Level, text: string): void {
  const { kernel } = device.netns;
  kernel.log.print(kernel.now, level, `${device.name}: ${text}`);
}
