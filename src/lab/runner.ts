import { copyKernel } from '../kernel/copy.ts';
import { equalGraphs, equalKernels } from '../kernel/equal.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { watchKernel } from '../kernel/watch.ts';
import { parseProgram } from '../shell/parse.ts';
import type { ShellSnapshot } from '../shell/run.ts';
import type { MemoryState } from '../userland/file-system/node.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Edit, editBetween, type Written } from './edit.ts';
import type { Marks, Recorded } from './recorder.ts';
import { type LabOptions, type LabRun, machineOf, type Pause, runSection, type SectionRun, sectionRun } from './run.ts';
import { Source } from './source.ts';

/** Checkpoints kept of one lab: for the places where one has typed last. */
const KEPT = 4;

/** How to run a version. Nobody can watch it on its way, because not all of the way is gone again. */
export type VersionOptions = Omit<LabOptions, 'onFrame' | 'onCommand'>;

/** One version of a lab, and how it ran. */
interface Version extends Written {
  readonly options: VersionOptions;
  readonly run: SectionRun;
  readonly passage: Passage | undefined;
}

/** A statement that left the machine as it was: a word that is only half typed, an echo. What the shell kept of it. */
interface Passage {
  readonly statement: number;
  readonly snapshot: ShellSnapshot;
  readonly files: MemoryState;
  /** How much was recorded when it was over. */
  readonly marks: Marks;
}

/** A copy of a checkpoint's machine, to go on from it. */
interface Copy {
  readonly of: Checkpoint;
  readonly kernel: Kernel;
  /** Whether it is as it was made; absent where there was no time to prepare for the question. */
  readonly isUnchanged?: () => boolean;
}

/**
 * Runs the versions of one lab, each as `runLab` would. What a version has in common with the one before it is not run
 * again: what comes before the first statement that was edited, and what comes behind it where the statement leaves all
 * as it was left before.
 */
export class LabRunner {
  private version: Version | undefined;
  /** In order of their statements. */
  private checkpoints: Checkpoint[] = [];
  /** A copy of a checkpoint's machine that has not been used up. */
  private spare: Copy | undefined;

  /** Runs the next version. */
  run(options: VersionOptions): LabRun {
    const { text } = options;
    const now = { text, program: parseProgram(text) };
    const old = this.version !== undefined && runsAlike(this.version.options, options) ? this.version : undefined;
    const edit = old && editBetween(old, now);
    this.checkpoints = this.checkpoints.filter((each) => edit !== undefined && each.statement <= edit.first);
    const made =
      edit?.inside === 'none' && old !== undefined
        ? { run: again(old.run, options, edit), passage: passageBefore(old, edit) }
        : this.runFrom(edit?.first ?? 0, options, edit, old);
    while (this.checkpoints.length > KEPT) this.checkpoints.shift();
    this.version = { options, ...now, ...made };
    return made.run;
  }

  /** Gets ready for the next edit near the last one. Takes some milliseconds: to be called when there is nothing to do. */
  prepare(): void {
    const latest = this.checkpoints.at(-1);
    if (latest === undefined || this.spare?.of === latest) return;
    const kernel = copyKernel(latest.kernel);
    this.spare = { of: latest, kernel, isUnchanged: watchKernel(kernel) };
  }

  /** Runs from the statement that was edited, to the end or to where all is as it was. */
  private runFrom(
    edited: number,
    options: VersionOptions,
    edit: Edit | undefined,
    old: Version | undefined,
  ): Pick<Version, 'run' | 'passage'> {
    const from = this.checkpoints.at(-1);
    const known = edit?.inside === edited && old?.passage?.statement === edited ? old : undefined;
    // A run takes much room: the old one is let go as soon as it is of no more use.
    this.version = known;
    let passage: Passage | undefined;
    const copy = from && this.copyOf(from);
    let isReused = false;
    const onPause = (pause: Pause): 'on' | 'end' => {
      if (pause.statement === edited) this.checkpoint(pause);
      if (pause.statement !== edited + 1) return 'on';
      const before = this.checkpoints.at(-1);
      passage = passageOf(pause, before, copy?.of === before ? copy?.isUnchanged : undefined);
      if (known !== undefined && passage !== undefined && samePassage(passage, known.passage!, options.text)) {
        isReused = true;
        return 'end';
      }
      this.version = undefined;
      return 'on';
    };
    const section = from && copy ? { from: { ...from, kernel: copy.kernel }, onPause } : { onPause };
    const run = runSection(options, section);
    if (!isReused || known === undefined) return { run, passage };
    this.spare = copy;
    return { run: again(known.run, options, edit!, { fresh: run.recorded, from: known.passage!.marks }), passage };
  }

  private checkpoint(pause: Pause): void {
    const { statement, kernel } = pause;
    const snapshot = pause.snapshot();
    if (snapshot === undefined || this.checkpoints.at(-1)?.statement === statement) return;
    const [files, recorded] = [pause.files(), pause.recorded()];
    this.checkpoints.push({ statement, kernel: copyKernel(kernel), files, snapshot, recorded });
  }

  private copyOf(checkpoint: Checkpoint): Copy {
    const { spare } = this;
    if (spare?.of !== checkpoint) return { of: checkpoint, kernel: copyKernel(checkpoint.kernel) };
    this.spare = undefined;
    return spare;
  }
}

/** A run of the old text as one of the new text: what is recorded moves with the text. `fresh` stands for its beginning. */
function again(
  run: SectionRun,
  options: VersionOptions,
  { moved }: Edit,
  beginning?: { readonly fresh: Recorded; readonly from: Marks },
): SectionRun {
  const { recorded: old, exitStatus, kernel } = run;
  const { fresh, from } = beginning ?? { fresh: undefined, from: undefined };
  const source = new Source(options.text);
  const movedCommand = (each: Recorded['commands'][number]) => each.movedBy(moved, source);
  const movedProblem = (each: Recorded['problems'][number]) => ({ ...each, range: moved(each.range) });
  const recorded: Recorded = {
    commands: [...(fresh?.commands ?? []), ...old.commands.slice(from?.commands).map(movedCommand)],
    problems: [...(fresh?.problems ?? []), ...old.problems.slice(from?.problems).map(movedProblem)],
    changes: old.changes,
    output: [...(fresh?.output ?? []), ...old.output.slice(from?.output)],
    events: old.events,
  };
  return sectionRun(options, recorded, exitStatus, kernel);
}

/** The statement that the run has just come past, where it did nothing to the machine. */
function passageOf(
  pause: Pause,
  before: Checkpoint | undefined,
  isUnchanged: () => boolean = () => false,
): Passage | undefined {
  const statement = pause.statement - 1;
  if (before?.statement !== statement) return undefined;
  const marks = pause.marks();
  if (marks.changes !== before.recorded.changes.length || pause.kernel.now !== before.kernel.now) return undefined;
  const snapshot = pause.snapshot();
  if (snapshot === undefined || !(isUnchanged() || equalKernels(pause.kernel, before.kernel))) return undefined;
  return { statement, snapshot, files: pause.files(), marks };
}

/** A comment was typed: what is known of a statement stands, where the machine before it is still kept. */
function passageBefore({ passage }: Version, { first }: Edit): Passage | undefined {
  return passage !== undefined && passage.statement <= first ? passage : undefined;
}

/** Every command sets `$_` and its status anew. They make a difference only for scripts that look at them. */
const LOOKED_AT: readonly (readonly [name: 'lastArgument' | 'status' | 'pipeStatus', how: RegExp])[] = [
  ['lastArgument', /\$\{?[#!]?_(?!\w)|\$\{!|\bsource\b|^\s*\.\s/m],
  ['pipeStatus', /PIPESTATUS|\$\{!|\bsource\b|^\s*\.\s|\beval\b/m],
  ['status', /\$\{?[#!]?\?|\$\{!|\bsource\b|^\s*\.\s|\btrap\b|\b(?:exit|return)\b(?![ \t]+["'\d])/m],
];

/** True when the rest of a script runs alike behind both. */
function samePassage(a: Passage, b: Passage, text: string): boolean {
  if (a.marks.commands !== b.marks.commands) return false;
  const overwritten = Object.fromEntries(LOOKED_AT.filter(([, how]) => !how.test(text)).map(([name]) => [name, '']));
  const kept = ({ snapshot, files }: Passage) => [{ ...snapshot, state: { ...snapshot.state, ...overwritten } }, files];
  return equalGraphs(kept(a), kept(b));
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
