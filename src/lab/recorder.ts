import { type Cause, NO_CAUSE } from '../kernel/cause.ts';
import { copyKernel } from '../kernel/copy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ChangeEvent, TraceEvent, Tracer } from '../kernel/trace.ts';
import type { ShellObserver, SimpleCommand } from '../shell/observer.ts';
import type { Origin, Process } from '../userland/process.ts';
import type { CommandRecord } from './command-record.ts';
import { OpenRecord } from './open-record.ts';
import type { LabOptions, LabProblem } from './run.ts';
import type { Source } from './source.ts';

/** Packet steps kept for one command; a flood has more than anybody looks at. */
const EVENTS_PER_COMMAND = 20_000;

const NOTHING_RECORDED: Recorded = { commands: [], problems: [], changes: [], output: [], events: new Map() };

/** A program that goes on for longer than this (an hour, in virtual microseconds), waking up again and again, has no end. */
const LONGEST = 3_600_000_000;
const WAKE_UPS = 1000;

/** Thrown when a program has no end. */
export class Endless {
  constructor(readonly record: CommandRecord) {}
}

/**
 * Thrown when the command is over that a run was to stop after. The programs that still run are ended by it, and their
 * sockets with them: where there are any, `kernel` is a copy from before.
 */
export class Stopped {
  constructor(readonly kernel?: Kernel) {}
}

/** True where a program holds a socket. */
function holdsSockets(kernel: Kernel): boolean {
  const kinds = ['udp', 'tcp'] as const;
  return kernel.netns.all().some((netns) => kinds.some((kind) => kernel.socket.dump(netns, kind).length > 0));
}

/** What was written down up to some moment. Nothing of it changes any more. */
export interface Recorded {
  readonly commands: readonly OpenRecord[];
  readonly problems: readonly LabProblem[];
  readonly changes: readonly ChangeEvent[];
  readonly output: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  readonly events: ReadonlyMap<Cause, readonly TraceEvent[]>;
}

/** How much was written down by some moment. */
export interface Marks {
  readonly commands: number;
  readonly problems: number;
  readonly changes: number;
  readonly output: number;
}

/** Listens to the shell and to the kernel while a lab runs, and writes down what every command did. */
export class Recorder implements ShellObserver {
  readonly commands: OpenRecord[];
  readonly problems: LabProblem[];
  readonly changes: ChangeEvent[];
  readonly output: { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  readonly events: Map<Cause, readonly TraceEvent[]>;
  /** The lists of `events` that may grow; the others belong to what was recorded before. */
  private growing = new Map<Cause, TraceEvent[]>();
  private latest: Cause = NO_CAUSE;
  private latestEvents: TraceEvent[] | undefined;
  private readonly open = new Map<SimpleCommand, OpenRecord>();
  private readonly running: OpenRecord[] = [];

  constructor(
    private readonly source: Source,
    private readonly kernel: Kernel,
    private readonly options: LabOptions,
    /** The command after which the run ends; beyond all of them for a whole run. */
    private readonly last: number,
    /** Called between two statements of the script's top level; true lets the run rest there. */
    private readonly between: (next: number) => boolean,
    before: Recorded = NOTHING_RECORDED,
    /** The event of the last command at which the run ends, from 0; it goes on to the command's end without. */
    private readonly lastEvent: number | undefined = undefined,
  ) {
    this.commands = [...before.commands];
    this.problems = [...before.problems];
    this.changes = [...before.changes];
    this.output = [...before.output];
    this.events = new Map(before.events);
  }

  /** What is recorded by now, for a run that goes on from here once more. */
  recorded(): Recorded {
    this.growing = new Map();
    this.latestEvents = undefined;
    return {
      commands: [...this.commands],
      problems: [...this.problems],
      changes: [...this.changes],
      output: [...this.output],
      events: new Map(this.events),
    };
  }

  /** How much is recorded by now. */
  marks(): Marks {
    const { commands, problems, changes, output } = this;
    return {
      commands: commands.length,
      problems: problems.length,
      changes: changes.length,
      output: output.length,
    };
  }

  /** What the kernel is to report. */
  get tracer(): Tracer {
    return {
      change: (event) => void this.changes.push(event),
      ...(this.options.trace === false ? {} : { packet: (event: TraceEvent) => this.keep(event) }),
      ...(this.options.onFrame === undefined ? {} : { frame: this.options.onFrame }),
    };
  }

  private keep(event: TraceEvent): void {
    if (this.latestEvents === undefined || this.latest !== event.cause) {
      this.latest = event.cause;
      this.latestEvents = this.listFor(event.cause);
    }
    if (this.latestEvents.length < EVENTS_PER_COMMAND) this.latestEvents.push(event);
    if (event.cause === this.last && this.latestEvents.length - 1 === this.lastEvent) this.stop();
  }

  private listFor(cause: Cause): TraceEvent[] {
    let list = this.growing.get(cause);
    if (list === undefined) {
      list = [...(this.events.get(cause) ?? [])];
      this.events.set(cause, list);
      this.growing.set(cause, list);
    }
    return list;
  }

  commandStart(command: SimpleCommand): void {
    const place = this.source.placeOf(command.range.start);
    const netns = this.kernel.netns.nameOf(command.netns) ?? '';
    const record = new OpenRecord(this.commands.length, command, place, netns, this.kernel.now);
    this.commands.push(record);
    this.open.set(command, record);
    this.running.push(record);
    this.kernel.cause = record.index;
  }

  commandEnd(command: SimpleCommand, exitCode: number): void {
    const record = this.open.get(command);
    if (record === undefined) return;
    record.exitCode = exitCode;
    record.end = this.kernel.now;
    this.open.delete(command);
    this.running.splice(this.running.lastIndexOf(record), 1);
    this.options.onCommand?.(record, this.kernel);
    this.kernel.cause = this.running.at(-1)?.index ?? NO_CAUSE;
    if (record.index >= this.last) this.stop();
  }

  private stop(): never {
    throw new Stopped(holdsSockets(this.kernel) ? copyKernel(this.kernel) : undefined);
  }

  spawned(command: SimpleCommand, process: Process): void {
    const record = this.open.get(command);
    if (record !== undefined) record.netns = this.kernel.netns.nameOf(process.netns) ?? '';
  }

  resumed(command: SimpleCommand): void {
    const record = this.open.get(command);
    if (record === undefined) return;
    this.kernel.cause = record.index;
    record.wakeUps++;
    if (record.wakeUps > WAKE_UPS && this.kernel.now - record.time > LONGEST) throw new Endless(record);
  }

  blame(command: SimpleCommand, index: number, origin: Origin | undefined): void {
    const record = this.open.get(command);
    if (record === undefined) return;
    record.blame = index;
    if (origin !== undefined) record.blameRange = origin;
  }

  unsimulated(command: SimpleCommand, what: string, index: number | undefined): void {
    const record = this.open.get(command);
    if (record !== undefined) record.unsimulated = [...record.unsimulated, { what, index }];
  }

  unsimulatedSyntax(what: string, range: Origin): void {
    this.problems.push({ kind: 'unsimulated', message: `${what} is not simulated`, range });
  }

  syntaxError(message: string, range: Origin): void {
    this.problems.push({ kind: 'syntax', message, range });
  }

  wrote(command: SimpleCommand, stream: 'stdout' | 'stderr', text: string): void {
    const record = this.open.get(command);
    if (record !== undefined) record[stream] += text;
  }

  statement(next: number): boolean {
    this.kernel.cause = NO_CAUSE;
    return this.between(next);
  }
}
