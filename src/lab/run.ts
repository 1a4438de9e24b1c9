import { BudgetExhausted } from '../kernel/budget.ts';
import { copyKernel } from '../kernel/copy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ChangeEvent, TraceEvent, Tracer } from '../kernel/trace.ts';
import { createShell, type Outcome, type ShellSnapshot } from '../shell/run.ts';
import { openNetworkPath } from '../userland/bash/network-path.ts';
import { createFileSystem } from '../userland/file-system/memory.ts';
import { initialFiles, type MemoryState } from '../userland/file-system/node.ts';
import { kernelMounts } from '../userland/proc/mounts.ts';
import type { Origin } from '../userland/process.ts';
import { ProcessTable } from '../userland/process-table.ts';
import type { Checkpoint, Start } from './checkpoint.ts';
import type { CommandRecord } from './command-record.ts';
import { parseDirectives } from './directive.ts';
import { journeysOf, type PacketJourney } from './journey.ts';
import { buildMachine, type MachineOptions, NAME_SERVERS } from './machine.ts';
import { PROGRAMS } from './programs.ts';
import { Endless, type Marks, type Recorded, Recorder, Stopped } from './recorder.ts';
import { Source } from './source.ts';
import { Walk } from './walk.ts';

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
  /** Called for each frame that a device sends or receives. */
  readonly onFrame?: NonNullable<Tracer['frame']>;
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
  /** The kernel as it was right after a command, to be read only (runs the lab again up to there, or from a checkpoint). */
  kernelAfter(command: number): Kernel;
  /** The same, to be looked at and then forgotten: the next call may move it on, which makes a step to the next command cheap. */
  peekAfter(command: number): Kernel;
  /** The kernel as it was when it reported an event of a command's packets, by its place among them (runs the lab again). */
  kernelAt(command: number, event: number): Kernel;
}

const EVENT_BUDGET = 2_000_000;
const COMMAND_BUDGET = 100_000;
/** What bash's caller sees when a run was broken off. */
const BROKEN_OFF = 137;

/** Runs a lab to its end. Never throws because of the lab. */
export function runLab(options: LabOptions): LabRun {
  return runSection(options, {});
}

/** The machine a lab runs on: what the options say, else the lab itself. */
export function machineOf({ text, machine, brNetfilter }: LabOptions): Omit<MachineOptions, 'eventBudget'> {
  const directives = parseDirectives(text);
  return {
    machine: machine ?? directives.machine ?? 'host',
    brNetfilter: brNetfilter ?? directives.brNetfilter ?? false,
    bridgeVlans: directives.bridgeVlans ?? false,
  };
}

/** Where a run begins, ends and is looked at on its way. */
export interface Section {
  /** The statement it begins with, as an earlier run had come to it; the machine in it is used up. */
  readonly from?: Start;
  /** The command after which it ends (-1: none is run). */
  readonly last?: number;
  /** The event of that command's packets at which it ends already. */
  readonly event?: number;
  /** Called between two statements of the script's top level: whether the run goes on, ends there, or rests to go on later. */
  readonly onPause?: (pause: Pause) => 'on' | 'end' | 'rest';
}

/** A run between two statements of the script's top level. */
export interface Pause {
  /** The index of the statement that comes next. */
  readonly statement: number;
  /** The machine, which only waits for the next statement. */
  readonly kernel: Kernel;
  /** What the shell remembers; undefined while a background job lives. */
  readonly snapshot: () => ShellSnapshot | undefined;
  readonly files: () => MemoryState;
  readonly recorded: () => Recorded;
  readonly marks: () => Marks;
}

/** A section of a lab that was run, with what it can be put together from again. */
export interface SectionRun extends LabRun {
  readonly recorded: Recorded;
}

/** Runs a section of a lab. What it begins with counts as run by it. */
export function runSection(options: LabOptions, section: Section): SectionRun {
  return openSection(options, section).goOn()!;
}

/** A section of a lab under way. */
export interface OpenSection {
  /** Runs up to where the section rests (undefined; while a background job lives, it does not) or to its end. */
  goOn(): SectionRun | undefined;
}

/** Prepares to run a section of a lab. */
export function openSection(options: LabOptions, section: Section): OpenSection {
  const { from, last = Number.POSITIVE_INFINITY } = section;
  const source = Source.of(options.text);
  const machine = machineOf(options);
  const kernel = from?.kernel ?? buildMachine({ ...machine, eventBudget: options.eventBudget ?? EVENT_BUDGET });
  const processes = new ProcessTable(kernel.netns);
  const files = from?.files ?? initialFiles(NAME_SERVERS[machine.machine]);
  const fs = createFileSystem(kernelMounts(kernel, processes), files, kernel);
  const between = (statement: number) => {
    const next = section.onPause?.({
      statement,
      kernel,
      snapshot: () => shell.snapshot(),
      files: () => fs.snapshot(),
      recorded: () => recorder.recorded(),
      marks: () => recorder.marks(),
    });
    if (next === 'end') throw new Stopped();
    return next === 'rest';
  };
  const recorder = new Recorder(source, kernel, options, last, between, from?.recorded, section.event);
  kernel.tracer = recorder.tracer;
  const terminal = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => void recorder.output.push({ stream, text }),
  });
  const shell = createShell({
    source: options.text,
    name: options.name,
    system: { kernel, fs, processes, programs: PROGRAMS },
    netns: kernel.netns.initial,
    clock: kernel,
    stdout: terminal('stdout'),
    stderr: terminal('stderr'),
    observer: recorder,
    openNetworkPath,
    budget: options.commandBudget ?? COMMAND_BUDGET,
  });
  let begun = false;
  const goOn = (): SectionRun | undefined => {
    const outcome = begun ? () => shell.goOn() : () => shell.run(from?.statement, from?.snapshot);
    begun = true;
    return last < 0 ? sectionRun(options, recorder, 0, kernel) : runOn(outcome);
  };
  const runOn = (go: () => Outcome): SectionRun | undefined => {
    let exitStatus = 0;
    try {
      const outcome = go();
      if (outcome.kind === 'resting') return undefined;
      exitStatus = conclude(outcome, recorder, source);
    } catch (thrown) {
      if (thrown instanceof BudgetExhausted) {
        exitStatus = BROKEN_OFF;
        const range = recorder.commands.at(-1)?.range ?? { start: 0, end: 0 };
        recorder.problems.push({ kind: 'budget', message: stormMessage(thrown), range });
      } else if (thrown instanceof Endless) {
        exitStatus = BROKEN_OFF;
        const { line, argv, range } = thrown.record;
        const message = `line ${line}: ${argv[0]} does not come to an end; the run was stopped here`;
        recorder.problems.push({ kind: 'budget', message, range });
      } else if (!(thrown instanceof Stopped)) throw thrown;
      else if (thrown.kernel !== undefined) return sectionRun(options, recorder, exitStatus, thrown.kernel);
    }
    kernel.tracer = null;
    return sectionRun(options, recorder, exitStatus, kernel);
  };
  return { goOn };
}

/** A run put together from what was recorded of it, with checkpoints on its way from where it can be gone again. */
export function sectionRun(
  options: LabOptions,
  recorded: Recorded,
  exitStatus: number,
  kernel: Kernel,
  checkpoints: readonly Checkpoint[] = [],
): SectionRun {
  let walk: Walk | undefined;
  const { commands, output, problems, changes, events } = recorded;
  return {
    options,
    recorded,
    commands,
    output,
    exitStatus,
    problems,
    changes,
    get events() {
      return [...events.values()].flat().sort((a, b) => a.time - b.time);
    },
    journeys(command) {
      return journeysIn(events.get(command) ?? NO_EVENTS);
    },
    kernel,
    kernelAfter: (command) =>
      checkpoints.find((each) => each.isAfterCommand && each.recorded.commands.length === command + 1)?.kernel() ??
      runSection({ ...options, trace: false, onCommand: () => {} }, { ...before(checkpoints, command), last: command })
        .kernel,
    peekAfter(command) {
      walk ??= new Walk(options, checkpoints);
      return walk.kernelAfter(command);
    },
    kernelAt: (command, event) =>
      runSection(
        { ...options, trace: true, onCommand: () => {} },
        { ...before(checkpoints, command), last: command, event },
      ).kernel,
  };
}

const NO_EVENTS: readonly TraceEvent[] = [];
/** By the events of a command, which the next run may have taken over. */
const knownJourneys = new WeakMap<readonly TraceEvent[], readonly PacketJourney[]>();

function journeysIn(events: readonly TraceEvent[]): readonly PacketJourney[] {
  let journeys = knownJourneys.get(events);
  if (journeys === undefined) {
    journeys = journeysOf(events);
    knownJourneys.set(events, journeys);
  }
  return journeys;
}

/** The last checkpoint that a run comes to before a command, with a machine to go on from it. */
function before(checkpoints: readonly Checkpoint[], command: number): Section {
  const from = checkpoints.findLast(({ recorded }) => recorded.commands.length <= command);
  const kernel = from?.kernel();
  return kernel === undefined ? {} : { from: { ...from!, kernel: copyKernel(kernel) } };
}

function conclude(outcome: Outcome, recorder: Recorder, source: Source): number {
  const range =
    'range' in outcome && outcome.range !== undefined
      ? outcome.range
      : (recorder.commands.at(-1)?.range ?? { start: 0, end: 0 });
  const line = source.placeOf(range.start).line;
  if (outcome.kind === 'budget')
    recorder.problems.push({
      kind: 'budget',
      message: `line ${line}: ${outcome.what} does not come to an end; the run was stopped here`,
      range,
    });
  if (outcome.kind === 'stalled')
    recorder.problems.push({
      kind: 'budget',
      message: `line ${line}: this waits for something that never happens; the run was stopped here`,
      range,
    });
  return outcome.status;
}

function stormMessage({ what, devices }: BudgetExhausted): string {
  const where = devices.length === 0 ? '' : ` on ${devices.join(', ')}`;
  return what === 'broadcast storm'
    ? `broadcast storm: the bridges form a loop${where}; the run was stopped here`
    : `${what}: frames go round without end${where}; the run was stopped here`;
}
