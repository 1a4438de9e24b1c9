import { copyKernel } from '../kernel/copy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { parseProgram } from '../shell/parse.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type LabOptions, type LabRun, machineOf, runSection } from './run.ts';

/** Checkpoints kept of one lab: for the places where one has typed last. */
const KEPT = 4;
/** As many statements are run again rather than kept apart by a checkpoint of their own. */
const NEAR = 8;

/** How to run a version. Nobody can watch it on its way, because not all of the way is gone again. */
export type VersionOptions = Omit<LabOptions, 'onFrame' | 'onCommand'>;

/** One version of a lab, and where its statements are. Its run is left to the caller, who may let it go. */
interface Version {
  readonly options: VersionOptions;
  readonly statements: readonly { readonly pos: number; readonly end: number }[];
}

/**
 * Runs the versions of one lab, each as `runLab` would. What a version has in common with the one before it, from the
 * first statement to the one that was edited, is not run again.
 */
export class LabRunner {
  private version: Version | undefined;
  /** In order of their statements. */
  private checkpoints: Checkpoint[] = [];
  /** A copy of a checkpoint's machine that has not been used up. */
  private spare: { readonly of: Checkpoint; readonly kernel: Kernel } | undefined;

  /** Runs the next version. */
  run(options: VersionOptions): LabRun {
    const { statements } = parseProgram(options.text);
    const edited = this.firstEdited(options, statements);
    this.checkpoints = this.checkpoints.filter((each) => each.statement <= edited);
    const from = this.checkpoints.at(-1);
    const run = runSection(options, {
      ...(from === undefined ? {} : { from: { ...from, kernel: this.kernelOf(from) } }),
      ...(edited - (from?.statement ?? 0) < NEAR ? {} : { checkpoint: edited }),
      onCheckpoint: (made) => this.checkpoints.push(made),
    });
    while (this.checkpoints.length > KEPT) this.checkpoints.shift();
    this.version = { options, statements };
    return run;
  }

  /** Gets ready for the next edit near the last one. Takes some milliseconds: to be called when there is nothing to do. */
  prepare(): void {
    const latest = this.checkpoints.at(-1);
    if (latest === undefined || this.spare?.of === latest) return;
    this.spare = { of: latest, kernel: copyKernel(latest.kernel) };
  }

  private kernelOf(checkpoint: Checkpoint): Kernel {
    const { spare } = this;
    if (spare?.of !== checkpoint) return copyKernel(checkpoint.kernel);
    this.spare = undefined;
    return spare.kernel;
  }

  /** The index of the statement the first difference to the version before lies in or behind: all before it are the same. */
  private firstEdited(options: VersionOptions, statements: Version['statements']): number {
    const { version } = this;
    if (version === undefined || !runsAlike(version.options, options)) return 0;
    const same = commonStart(version.options.text, options.text);
    let index = 0;
    for (; index < statements.length && index < version.statements.length; index += 1) {
      const [old, now] = [version.statements[index]!, statements[index]!];
      if (old.pos !== now.pos || now.pos > same) break;
      if (old.end !== now.end || now.end > same) return index;
    }
    return Math.max(index - 1, 0);
  }
}

/** True where only the text may make a difference. */
function runsAlike(a: LabOptions, b: LabOptions): boolean {
  const [one, other] = [
    { ...a, ...machineOf(a), text: '' },
    { ...b, ...machineOf(b), text: '' },
  ];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof LabOptions>;
  return [...keys].every((key) => one[key] === other[key]);
}

/** The length of what two texts begin with alike. */
function commonStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
