import { equalGraphs } from '../kernel/equal.ts';
import type { State } from '../kernel/rewind.ts';
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
  type SectionRun,
  sectionRun,
} from './run.ts';
import { Source } from './source.ts';
import { Track } from './track.ts';

/** Commands that a statement may run for what it leaves behind to be looked at. */
const SHORT = 100;

/** How to run a version. Nobody can watch it on its way, because not all of the way is gone again. */
export type VersionOptions = Omit<LabOptions, 'onFrame' | 'onCommand'>;

/** One version of a lab. */
interface Version extends Written {
  readonly options: VersionOptions;
  /** All that it is run with besides its text. */
  readonly manner: object;
}

/** How a version ran. */
interface Ran {
  readonly run: SectionRun;
  readonly passage: Passage | undefined;
}

/** What one statement left behind. Where another one leaves the same, what follows goes the same way. */
interface Passage {
  /** The place before it. */
  readonly before: Checkpoint;
  /** The machine, as seen from there. */
  readonly state: State;
  readonly snapshot: ShellSnapshot;
  readonly files: MemoryState;
  /** How much was recorded when it was over. */
  readonly marks: Marks;
  readonly events: Recorded['events'];
}

/**
 * Runs the versions of one lab, each as `runLab` would. What a version has in common with the one before it is not run
 * again: what comes before the first statement that was edited, and what comes behind it where the statement leaves all
 * as it was left before. All versions are run on one machine: that of a run is what it was until the next one begins.
 */
export class LabRunner {
  /** The version that was begun last. */
  private latest: Version | undefined;
  /** How it ran; undefined while it does, and where it was given up. */
  private ran: Ran | undefined;
  private track: Track | undefined;

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
    const now = { text, program: parseLab(text), options, manner: { ...options, ...machineOf(options), text: '' } };
    const before = this.latest !== undefined && equalGraphs(this.latest.manner, now.manner) ? this.latest : undefined;
    const edit = before && editBetween(before, now);
    const old = edit && this.ran;
    this.latest = now;
    this.ran = undefined;
    if (edit === undefined) this.track = undefined;
    else this.track?.edited(edit.first);
    const { run, passage } =
      edit?.inside === 'none' && old !== undefined
        ? { run: again(old.run, options, edit, this.before), passage: old.passage }
        : yield* this.runFrom(edit?.first ?? 0, options, edit, old, isTimeUp);
    const checkpoints = this.track?.checkpoints ?? [];
    const whole = sectionRun(options, run.recorded, run.exitStatus, run.kernel, checkpoints);
    this.ran = { run: whole, passage };
    return whole;
  }

  /** Gets ready for the next edit, which takes some milliseconds: to be called when there is nothing to do. */
  prepare(): void {
    if (this.ran !== undefined) void this.track?.state;
  }

  /** Runs from the statement that was edited, to the end or to where all is as it was. */
  private *runFrom(
    edited: number,
    options: VersionOptions,
    edit: Edit | undefined,
    old: Ran | undefined,
    isTimeUp: () => boolean,
  ): Generator<undefined, Ran> {
    // A run takes much room: the old one is let go as soon as it is of no more use.
    const isSamePlace = old?.passage !== undefined && old.passage.before === this.track?.last;
    let known = isSamePlace && edit?.inside === edited ? old : undefined;
    const end = known && this.track?.state;
    const from = this.track?.begin();
    if (from === undefined) this.track = undefined;
    let passage: Passage | undefined;
    let isReused = false;
    let marks: Marks | undefined;
    const onPause = (pause: Pause): 'on' | 'end' | 'rest' => {
      const isAfterCommand = marks !== undefined && pause.marks().commands === marks.commands + 1;
      marks = pause.marks();
      if (pause.statement === edited) this.checkpoint(pause, isAfterCommand);
      if (pause.statement === edited + 1 && passage === undefined) {
        passage = this.passage(pause);
        isReused = known !== undefined && passage !== undefined && this.isLike(passage, known.passage!, options.text);
        if (isReused) return 'end';
        this.track?.goOn();
        known = undefined;
      }
      return isTimeUp() ? 'rest' : 'on';
    };
    const section = openSection(options, { ...(from ? { from } : {}), onPause });
    let run = section.goOn();
    while (run === undefined) {
      yield;
      run = section.goOn();
    }
    this.track?.arrive();
    if (!isReused || known === undefined) return { run, passage };
    this.track!.arriveAt(end!);
    const didChange = isChange(known.passage!) || isChange(passage!);
    const beginning = { fresh: run.recorded, from: known.passage!, didChange };
    return { run: again(known.run, options, edit!, this.before, beginning), passage };
  }

  /** How many commands were run before the last place: nothing of them has moved. */
  private get before(): number {
    return this.track?.last?.recorded.commands.length ?? 0;
  }

  private checkpoint(pause: Pause, isAfterCommand: boolean): void {
    if (this.track?.last?.statement === pause.statement) return;
    const snapshot = pause.snapshot();
    if (snapshot === undefined) return;
    const { statement, kernel } = pause;
    const place = { statement, files: pause.files(), snapshot, recorded: pause.recorded(), isAfterCommand };
    if (this.track === undefined) this.track = new Track(kernel, place);
    else this.track.lay(place);
  }

  /** What the statement has left behind that the run has just come past. */
  private passage(pause: Pause): Passage | undefined {
    const before = this.track?.last;
    if (before?.statement !== pause.statement - 1) return undefined;
    const snapshot = pause.snapshot();
    const marks = pause.marks();
    if (snapshot === undefined || marks.commands > before.recorded.commands.length + SHORT) return undefined;
    const { events } = pause.recorded();
    return { before, state: this.track!.pause(), snapshot, files: pause.files(), marks, events };
  }

  /** True when the rest of a script runs alike behind both. */
  private isLike(one: Passage, other: Passage, text: string): boolean {
    return samePassage(one, other, text) && this.track!.areAlike(one.state, other.state);
  }
}

/**
 * A run of the old text as one of the new text: what is recorded moves with the text, but for the first commands.
 * `fresh` stands for its beginning.
 */
function again(
  run: SectionRun,
  options: VersionOptions,
  edit: Edit,
  unmoved: number,
  beginning?: { readonly fresh: Recorded; readonly from: Passage; readonly didChange: boolean },
): SectionRun {
  const { recorded: old, exitStatus, kernel } = run;
  const fresh = beginning?.fresh;
  const from = beginning?.from.marks;
  const source = Source.of(options.text);
  const movedCommand = (each: Recorded['commands'][number]) => each.movedBy(edit, source);
  const movedProblem = (each: Recorded['problems'][number]) => ({ ...each, range: edit.moved(each.range) });
  const unmovedCommands = fresh?.commands ?? old.commands.slice(0, unmoved);
  const didChange = beginning?.didChange === true;
  const recorded: Recorded = {
    commands: [...unmovedCommands, ...old.commands.slice(from?.commands ?? unmoved).map(movedCommand)],
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

/** True for a statement that did something to the machine. */
function isChange({ before, state, marks }: Passage): boolean {
  return state.held!.size > 0 || marks.changes > before.recorded.changes.length;
}

/** Every command sets `$_` and its status anew. They make a difference only for scripts that look at them. */
const LOOKED_AT: readonly (readonly [name: 'lastArgument' | 'status' | 'pipeStatus', how: RegExp])[] = [
  ['lastArgument', /\$\{?[#!]?_(?!\w)|\$\{!|\bsource\b|^\s*\.\s/m],
  ['pipeStatus', /PIPESTATUS|\$\{!|\bsource\b|^\s*\.\s|\beval\b/m],
  ['status', /\$\{?[#!]?\?|\$\{!|\bsource\b|^\s*\.\s|\btrap\b|\b(?:exit|return)\b(?![ \t]+["'\d])/m],
];

/** The same but for the machine. */
function samePassage(a: Passage, b: Passage, text: string): boolean {
  if (a.marks.commands !== b.marks.commands) return false;
  const overwritten = Object.fromEntries(LOOKED_AT.filter(([, how]) => !how.test(text)).map(([name]) => [name, '']));
  const kept = ({ snapshot, files }: Passage) => [{ ...snapshot, state: { ...snapshot.state, ...overwritten } }, files];
  return equalGraphs(kept(a), kept(b));
}
