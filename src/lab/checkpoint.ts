import type { Kernel } from '../kernel/kernel.ts';
import type { ShellSnapshot } from '../shell/run.ts';
import type { MemoryState } from '../userland/file-system/node.ts';
import type { Recorded } from './recorder.ts';

/** A run as it stands between two statements of the script's top level, to go on from there more than once. */
export interface Checkpoint {
  /** The index of the statement that comes next. */
  readonly statement: number;
  /** The machine: a copy must be made of it for each run. */
  readonly kernel: Kernel;
  readonly files: MemoryState;
  readonly snapshot: ShellSnapshot;
  readonly recorded: Recorded;
  /** True where the statement before was one command: the machine is then as right after that one. */
  readonly isAfterCommand?: boolean;
}
