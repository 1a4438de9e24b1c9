import { copyKernel } from '../kernel/copy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Checkpoint, Start } from './checkpoint.ts';
import { type LabOptions, type OpenSection, openSection, type Pause, runSection } from './run.ts';

/** Checkpoints kept of a lab, at most; and statements between two of them, at least. */
const KEPT = 16;
const LEAST_STRIDE = 64;

/** A checkpoint, and how many commands had been executed there. */
interface Milestone extends Checkpoint {
  readonly executed: number;
}

/**
 * Walks through a lab, to look at the machine after one command and then after another, as somebody does who drags a slider.
 * A step ahead executes what lies between; a step back begins at the nearest checkpoint that was passed.
 */
export class Walk {
  private milestones: Milestone[] = [];
  /** Where it stands: between two statements, so many commands executed. */
  private place: { readonly kernel: Kernel; readonly executed: number } | undefined;
  private section: OpenSection | undefined;
  private wanted = 0;
  private stride = LEAST_STRIDE;

  constructor(
    private readonly options: LabOptions,
    checkpoints: readonly Checkpoint[] = [],
  ) {
    this.milestones = checkpoints.map((each) => ({ ...each, executed: each.recorded.commands.length }));
  }

  /** The machine right after a command; the next call moves it on. */
  kernelAfter(command: number): Kernel {
    this.wanted = command + 1;
    const stands = this.place?.executed ?? Number.POSITIVE_INFINITY;
    const milestone = this.milestones.findLast(({ executed }) => executed <= this.wanted);
    if (stands > this.wanted || stands < (milestone?.executed ?? 0)) this.begin(milestone);
    if (this.place?.executed !== this.wanted && this.section!.goOn() !== undefined) this.place = undefined;
    if (this.place?.executed === this.wanted) return this.place.kernel;
    // Within a loop or a function, while a background job lives, or at the script's end it cannot rest.
    return this.inside(command);
  }

  private begin(from: Milestone | undefined): void {
    this.place = undefined;
    const start = from && startAt(from);
    const onPause = (pause: Pause) => this.pass(pause);
    this.section = openSection(this.lean, { ...(start ? { from: start } : {}), onPause });
  }

  /** Comes past a place between two statements. */
  private pass(pause: Pause): 'on' | 'rest' {
    const { kernel } = pause;
    const executed = pause.marks().commands;
    this.lay(pause, executed);
    this.place = { kernel, executed };
    return executed < this.wanted ? 'on' : 'rest';
  }

  /** Keeps a checkpoint every so many statements; of too many, every second one goes. */
  private lay(pause: Pause, executed: number): void {
    const { statement } = pause;
    if (statement < (this.milestones.at(-1)?.statement ?? 0) + this.stride) return;
    const snapshot = pause.snapshot();
    if (snapshot === undefined) return;
    const [files, recorded] = [pause.files(), pause.recorded()];
    const kernel = copyKernel(pause.kernel);
    this.milestones.push({ statement, kernel: () => kernel, files, snapshot, recorded, executed });
    if (this.milestones.length <= KEPT) return;
    this.milestones = this.milestones.filter((_, index) => index % 2 === 1);
    this.stride *= 2;
  }

  /** The machine after a command that the walk cannot rest behind. */
  private inside(command: number): Kernel {
    const from = this.milestones.findLast(({ executed }) => executed <= command);
    const start = from && startAt(from);
    return runSection(this.lean, { ...(start ? { from: start } : {}), last: command }).kernel;
  }

  private get lean(): LabOptions {
    return { ...this.options, trace: false, onCommand: () => {} };
  }
}

function startAt(checkpoint: Checkpoint): Start | undefined {
  const kernel = checkpoint.kernel();
  return kernel && { ...checkpoint, kernel: copyKernel(kernel) };
}
