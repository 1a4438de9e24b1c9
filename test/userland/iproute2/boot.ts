import { Kernel } from '../../../src/kernel/kernel.ts';

/** A machine as `unshare --net` gives it: `lo` down, nothing else. */
export function bootKernel(): Kernel {
  return new Kernel();
}
