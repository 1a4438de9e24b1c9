import { copyKernel } from '../kernel/copy.ts';
import { equalGraphs, equalKernels } from '../kernel/equal.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Watch } from '../kernel/watch.ts';
import { parseLab } from '../shell/parse.ts';
import type { ShellSnapshot } from '../shell/run.ts';
import type { MemoryState } from '../userland/file-system/node.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Edit, editBetween, type Written } from './edit.ts';
import type { Marks, Recorded } from './recorder.ts';
import {
  type LabOptions,
  type LabRun,
  machineOf,
  openSection,
  type Pause,
  runSection,
  type SectionRun,
  sectionRun,
} from './run.ts';
import { Source } from './source.ts';
import { type Copy, Spare } from './spare.ts';

/** Checkpoints kept of one lab: for the places where one has typed last. */
const KEPT = 4;
/** Commands that a statement may run for its passage to be looked at in advance. */
const SHORT = 100;

/** How to run a version. Nobody can watch it on its way, because not all of the way is gone again. */
export type VersionOptions = Omit<LabOptions, 'onFrame' | 'onCommand'>;

/** One version of a lab. */
interface Version extends Written {
  readonly options: VersionOptions;
}

/** How a version ran. */
interface Ran {
  readonly run: SectionRun;
  readonly passage: Passage | undefined;
  /** The statement that was run anew; its passage can still be looked at. */
  readonly unseen: number | undefined;
}

/** What one statement left behind. Where another one leaves the same, what follows goes the same way. */
interface Passage {
  readonly statement: number;
  /** The machine; absent where it is as before: behind a word that is only half typed, an echo. */
  readonly machine?: Copy;
  /** True where it is known that nothing in the machine was replaced, not even by its like. */
  readonly isUntouched?: boolean;
  readonly snapshot: ShellSnapshot;
  readonly files: MemoryState;
  /** How much was recorded when it was over. */
  readonly marks: Marks;
  readonly events: Recorded['events'];
}

/**
 * Runs the versions of one lab, each as `runLab` would. What a version has in common with the one before it is not run
 * again: what comes before the first statement that was edited, and what comes behind it where the statement leaves all
 * as it was left before.
 */
export class LabRunner {
  /** The version that was begun last. */
  private latest: Version | undefined;
  /** How it ran; undefined while it does, and where it was given up. */
  private ran: Ran | undefined;
  /** In order of their statements. */
  private checkpoints: Checkpoint[] = [];
  /** A copy of a checkpoint's machine that has not been used up. */
  private spare: Spare | undefined;

  /** Runs the next version. */
  run(options: VersionOptions): LabRun {
    const parts = this.runInParts(options, () => false);
    for (;;) {
      const { done, value } = parts.next();
      if (done) return value;
    }
  }

  /**
   * Runs the next version and yields whenever, between two statements, time is up. Who does not come back for the rest
   * has given it up; the version after it begins at the statement that was edited all the same.
   */
  *runInParts(options: VersionOptions, isTimeUp: () => boolean): Generator<undefined, LabRun> {
    const { text } = options;
    const now = { text, program: parseLab(text), options };
    const before = this.latest !== undefined && runsAlike(this.latest.options, options) ? this.latest : undefined;
    const edit = before && editBetween(before, now);
    const old = edit && this.ran;
    this.latest = now;
    this.ran = undefined;
    this.checkpoints = this.checkpoints.filter((each) => edit !== undefined && each.statement <= edit.first);
    const { run, passage, unseen } =
      edit?.inside === 'none' && old !== undefined
        ? { run: again(old.run, options, edit), passage: passageBefore(old, edit), unseen: undefined }
        : yield* this.runFrom(edit?.first ?? 0, options, edit, old, isTimeUp);
    while (this.checkpoints.length > KEPT) this.checkpoints.shift();
    const whole = sectionRun(options, run.recorded, run.exitStatus, run.kernel, [...this.checkpoints]);
    this.ran = { run: whole, passage, unseen };
    return whole;
  }

  /**
   * Gets ready for the next edit near the last one, a step of some milliseconds each time: to be called when there is
   * nothing to do. False when nothing is left to get ready.
   */
  prepare(): boolean {
    const latest = this.checkpoints.at(-1);
    if (latest === undefined || this.latest === undefined) return false;
    if (this.spare?.of !== latest) this.spare = new Spare(latest);
    if (this.spare.step()) return true;
    const { ran } = this;
    if (ran?.unseen === undefined) return false;
    this.ran = { ...ran, passage: this.passageOver(ran.unseen, this.latest.options), unseen: undefined };
    return true;
  }

  /** Runs from the statement that was edited, to the end or to where all is as it was. */
  private *runFrom(
    edited: number,
    options: VersionOptions,
    edit: Edit | undefined,
    old: Ran | undefined,
    isTimeUp: () => boolean,
  ): Generator<undefined, Ran> {
    const nearest = this.checkpoints.at(-1);
    const copy = nearest && this.copyOf(nearest);
    // A run takes much room: the old one is let go as soon as it is of no more use.
    let known = edit?.inside === edited && old?.passage?.statement === edited ? old : undefined;
    let passage: Passage | undefined;
    let isReused = false;
    let marks: Marks | undefined;
    const onPause = (pause: Pause): 'on' | 'end' | 'rest' => {
      const isAfterCommand = marks !== undefined && pause.marks().commands === marks.commands + 1;
      marks = pause.marks();
      if (pause.statement === edited) this.checkpoint(pause, isAfterCommand);
      if (pause.statement === edited + 1 && passage === undefined) {
        const before = this.checkpoints.at(-1);
        passage = passageOf(pause, before, copy, known?.passage);
        isReused = known !== undefined && passage !== undefined && samePassage(passage, known.passage!, options.text);
        if (isReused) return 'end';
        if (passage?.machine !== undefined) passage = undefined;
        known = undefined;
      }
      return isTimeUp() ? 'rest' : 'on';
    };
    const from = nearest && copy && { ...nearest, kernel: copy.kernel };
    const section = openSection(options, { ...(from ? { from } : {}), onPause });
    let run = section.goOn();
    while (run === undefined) {
      yield;
      run = section.goOn();
    }
    if (!isReused || known === undefined) return { run, passage, unseen: passage === undefined ? edited : undefined };
    // One in which something was replaced by its like has to be watched anew.
    if (copy !== undefined && passage?.machine === undefined && copy.of === this.checkpoints.at(-1))
      this.spare = new Spare(copy.of, passage?.isUntouched ? copy : { of: copy.of, kernel: copy.kernel });
    const beginning = { fresh: run.recorded, from: known.passage! };
    return { run: again(known.run, options, edit!, beginning), passage, unseen: undefined };
  }

  /** What a statement leaves behind; undefined where there is no checkpoint before it, and where it does much. */
  private passageOver(statement: number, options: VersionOptions): Passage | undefined {
    const before = this.checkpoints.at(-1);
    if (before?.statement !== statement) return undefined;
    let passage: Passage | undefined;
    const onPause = (pause: Pause): 'on' | 'end' => {
      if (pause.statement === statement) return 'on';
      const snapshot = pause.snapshot();
      if (snapshot !== undefined) passage = { ...leftBehind(pause, snapshot), machine };
      return 'end';
    };
    const machine = this.copyOf(before);
    const from = { ...before, kernel: machine.kernel };
    runSection(options, { from, onPause, last: before.recorded.commands.length + SHORT });
    return passage;
  }

  private checkpoint(pause: Pause, isAfterCommand: boolean): void {
    if (this.checkpoints.at(-1)?.statement === pause.statement) return;
    const snapshot = pause.snapshot();
    if (snapshot === undefined) return;
    const { statement, kernel } = pause;
    const [files, recorded] = [pause.files(), pause.recorded()];
    this.checkpoints.push({ statement, kernel: copyKernel(kernel), files, snapshot, recorded, isAfterCommand });
  }

  private copyOf(checkpoint: Checkpoint): Copy {
    const spare = this.spare?.of === checkpoint ? this.spare : new Spare(checkpoint);
    if (spare === this.spare) this.spare = undefined;
    return spare.take();
  }
}

/** A run of the old text as one of the new text: what is recorded moves with the text. `fresh` stands for its beginning. */
function again(
  run: SectionRun,
  options: VersionOptions,
  edit: Edit,
  beginning?: { readonly fresh: Recorded; readonly from: Passage },
): SectionRun {
  const { recorded: old, exitStatus, kernel } = run;
  const fresh = beginning?.fresh;
  const from = beginning?.from.marks;
  const source = Source.of(options.text);
  const movedCommand = (each: Recorded['commands'][number]) => each.movedBy(edit, source);
  const movedProblem = (each: Recorded['problems'][number]) => ({ ...each, range: edit.moved(each.range) });
  const didChange = beginning?.from.machine !== undefined;
  const recorded: Recorded = {
    commands: [...(fresh?.commands ?? []), ...old.commands.slice(from?.commands).map(movedCommand)],
    problems: [...(fresh?.problems ?? []), ...old.problems.slice(from?.problems).map(movedProblem)],
    changes: didChange ? [...fresh!.changes, ...old.changes.slice(from!.changes)] : old.changes,
    output: [...(fresh?.output ?? []), ...old.output.slice(from?.output)],
    events: didChange ? joined(fresh!.events, old.events, beginning!.from.events) : old.events,
  };
  return sectionRun(options, recorded, exitStatus, kernel);
}

/** The events of a new beginning, and those of an old run that came after its own beginning. */
function joined(fresh: Recorded['events'], old: Recorded['events'], beginning: Recorded['events']): Recorded['events'] {
  const events = new Map(fresh);
  for (const [cause, list] of old) {
    const known = beginning.get(cause)?.length ?? 0;
    const first = fresh.get(cause) ?? [];
    if (list.length > known) events.set(cause, first.length + known === 0 ? list : [...first, ...list.slice(known)]);
  }
  return events;
}

/** The statement that the run has just come past, where it did nothing to the machine or the same as a known one. */
function passageOf(
  pause: Pause,
  before: Checkpoint | undefined,
  copy: Copy | undefined,
  known: Passage | undefined,
): Passage | undefined {
  if (before?.statement !== pause.statement - 1) return undefined;
  const snapshot = pause.snapshot();
  if (snapshot === undefined) return undefined;
  const { kernel } = pause;
  const watch = copy?.of === before ? copy.watch : undefined;
  const mayBeUnchanged = pause.marks().changes === before.recorded.changes.length && kernel.now === before.kernel.now;
  if (mayBeUnchanged && watch?.isUnchanged()) return { ...leftBehind(pause, snapshot), isUntouched: true };
  const machine = pause.marks().commands === known?.marks.commands ? known.machine : undefined;
  if (machine !== undefined && isLike(kernel, watch, machine, before))
    return { ...leftBehind(pause, snapshot), machine };
  return mayBeUnchanged && equalKernels(kernel, before.kernel) ? leftBehind(pause, snapshot) : undefined;
}

/** True where a machine is as another, behind one checkpoint or another. */
function isLike(kernel: Kernel, watch: Watch | undefined, machine: Copy, before: Checkpoint): boolean {
  if (watch !== undefined && machine.watch !== undefined && machine.of === before)
    return watch.hasBecomeLike(machine.watch);
  return equalKernels(kernel, machine.kernel);
}

function leftBehind(pause: Pause, snapshot: ShellSnapshot): Passage {
  const { statement } = pause;
  const { events } = pause.recorded();
  return { statement: statement - 1, snapshot, files: pause.files(), marks: pause.marks(), events };
}

/** A comment was typed: what is known of a statement stands, where the machine before it is still kept. */
function passageBefore({ passage }: Ran, { first }: Edit): Passage | undefined {
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
  if (a.marks.commands !== b.marks.commands || a.machine !== b.machine) return false;
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
