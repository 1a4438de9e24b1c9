import type { Kernel } from '../kernel/kernel.ts';
import type { ShellSnapshot } from '../shell/run.ts';
import type { MemoryState } from '../userland/file-system/node.ts';
import type { Recorded } from './recorder.ts';

/** What there is of a run, besides the machine, between two statements of the script's top level. */
export interface Place {
  /** The index of the statement that comes next. */
  readonly statement: number;
  readonly files: MemoryState;
  readonly snapshot: ShellSnapshot;
  readonly recorded: Recorded;
  /** True where the statement before was one command: the machine is then as right after that one. */
  readonly isAfterCommand?: boolean;
}

/** A place to go on from, with the machine as it was there. */
export interface Start extends Place {
  readonly kernel: Kernel;
}

/** A place that can be come back to more than once. */
export interface Checkpoint extends Place {
  /** The machine as it was there, to be read or copied; undefined where the place is no longer kept. */
  kernel(): Kernel | undefined;
}
