import { copyInSteps } from '../kernel/copy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Watch } from '../kernel/watch.ts';
import type { Checkpoint } from './checkpoint.ts';

/** A copy of a checkpoint's machine, to go on from it. */
export interface Copy {
  readonly of: Checkpoint;
  readonly kernel: Kernel;
  /** Knows what becomes of it; absent where there was no time to prepare for the question. */
  readonly watch?: Watch;
}

/** A copy that is made before it is needed, in steps: whoever types does not wait for more than one. */
export class Spare {
  private readonly copying: Generator<undefined, Kernel>;
  private kernel: Kernel | undefined;
  private watching: Generator<undefined, Watch> | undefined;
  private watch: Watch | undefined;

  /** With a copy that was taken and not used up. */
  constructor(
    readonly of: Checkpoint,
    unused?: Copy,
  ) {
    this.copying = copyInSteps(of.kernel);
    this.kernel = unused?.kernel;
    this.watch = unused?.watch;
  }

  /** Takes a step; false when nothing is left to do. */
  step(): boolean {
    if (this.watch !== undefined) return false;
    if (this.kernel === undefined) {
      const { done, value } = this.copying.next();
      if (done) this.kernel = value;
      return true;
    }
    this.watching ??= Watch.inSteps(this.kernel);
    const { done, value } = this.watching.next();
    if (done) this.watch = value;
    return true;
  }

  /** The copy, which is made to its end; without what was not got ready beside it. */
  take(): Copy {
    while (this.kernel === undefined) this.step();
    const { of, kernel, watch } = this;
    return watch === undefined ? { of, kernel } : { of, kernel, watch };
  }
}
