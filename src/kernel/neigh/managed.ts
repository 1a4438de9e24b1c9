import type { Kernel } from '../kernel.ts';
import type { Timed, Timer } from '../timer.ts';
import type { Neighbour } from './neighbour.ts';
import { DEFAULT_NEIGH_PARMS } from './parms.ts';

/** The table's own interval holds, not the device's, and nobody can change it here. In microseconds. */
const INTERVAL = DEFAULT_NEIGH_PARMS[4].probeInterval * 1000;

/** Keeps a neighbour resolved: asks for it again and again (NTF_MANAGED, neigh_managed_work). */
export class ManagedProbe implements Timed {
  timer: Timer | null = null;

  constructor(readonly entry: Neighbour) {}

  start(kernel: Kernel): void {
    kernel.arm(this, INTERVAL);
  }

  expire(kernel: Kernel): void {
    this.entry.ask(kernel);
    this.start(kernel);
  }
}
