import type { Kernel } from '../kernel/kernel.ts';
import type { ChangeEvent, TraceEvent } from '../kernel/trace.ts';
import type { Origin } from '../userland/process.ts';
import type { CommandRecord } from './command-record.ts';
import type { PacketJourney } from './journey.ts';

/** How to run a lab. What a directive of the file says (`# netlab: machine bare`) holds where an option is absent. */
export interface LabOptions {
  readonly text: string;
  /** The name bash prints before its own errors: the file as it was given on the command line. */
  readonly name: string;
  readonly machine?: 'bare' | 'host';
  readonly brNetfilter?: boolean;
  /** Simple commands and loop turns allowed (default 100,000) and kernel events allowed (default 2,000,000). */
  readonly commandBudget?: number;
  readonly eventBudget?: number;
  /** Without it no packet is traced and `journeys` is empty. Default true. */
  readonly trace?: boolean;
  /** Called right after each simple command with the kernel as it is then; it must only read. */
  readonly onCommand?: (record: CommandRecord, kernel: Kernel) => void;
}

/** Something about the script as a whole that kept it from running as it would on Linux. */
export interface LabProblem {
  readonly kind: 'syntax' | 'unsimulated' | 'budget';
  readonly message: string;
  readonly range: Origin;
}

/** A lab that was run to its end. */
export interface LabRun {
  readonly options: LabOptions;
  readonly commands: readonly CommandRecord[];
  /** What the terminal shows, in order. */
  readonly output: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  readonly exitStatus: number;
  readonly problems: readonly LabProblem[];
  /** All changes of kernel objects, in order; their causes are indexes of `commands`. */
  readonly changes: readonly ChangeEvent[];
  /** All trace events, in order. */
  readonly events: readonly TraceEvent[];
  /** The packets that a command sent (and what answered them), in order of their first event. */
  journeys(command: number): readonly PacketJourney[];
  /** The kernel at the end of the run. */
  readonly kernel: Kernel;
  /** The kernel as it was right after a command (runs the lab again up to there, or from a checkpoint). */
  kernelAfter(command: number): Kernel;
}
