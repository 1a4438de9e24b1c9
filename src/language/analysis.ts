import type { Cause } from '../kernel/cause.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { CommandRecord } from '../lab/command-record.ts';
import { parseDirectives } from '../lab/directive.ts';
import type { LabRun } from '../lab/run.ts';
import { LabRunner, type VersionOptions } from '../lab/runner.ts';
import { Source } from '../lab/source.ts';
import type { NetlabSettings } from '../protocol/requests.ts';
import type { Origin } from '../userland/process.ts';
import { type LabDocument, nameOf, Positions } from './document.ts';
import { History } from './network/history.ts';
import { Network } from './network/network.ts';
import { CommandLine } from './text/command-line.ts';
import { Script } from './text/script.ts';

/** States of the kernel kept for the lines that were asked about last. */
const KEPT_KERNELS = 4;

/** A document that is run, with all that features and lints ask of it. What costs time is made when first asked for. */
export class Analysis {
  readonly source: Source;
  readonly positions: Positions;
  readonly lines = new Map<CommandRecord, CommandLine>();
  private readonly kernels = new Map<number, Kernel>();
  private writtenScript: Script | undefined;
  private byStart: Map<number, CommandRecord[]> | undefined;
  private finishedRun: LabRun | undefined;
  private parts: ReturnType<LabRunner['runInParts']> | undefined;
  private isTimeUp: () => boolean = () => false;

  constructor(
    readonly document: LabDocument,
    readonly settings: NetlabSettings,
    private readonly runner = new LabRunner(),
  ) {
    this.source = Source.of(document.text);
    this.positions = new Positions(this.source);
  }

  /** The lab's run. What looks at the text alone does not wait for it. */
  get run(): LabRun {
    while (this.finishedRun === undefined) this.runOn(() => false);
    return this.finishedRun;
  }

  /** Runs the lab on until time is up, and no longer than to the end of a statement. True once it has come to its end. */
  runOn(isTimeUp: () => boolean): boolean {
    if (this.finishedRun !== undefined) return true;
    this.isTimeUp = isTimeUp;
    this.parts ??= this.runner.runInParts(this.versionOptions(), () => this.isTimeUp());
    try {
      const { done, value } = this.parts.next();
      if (done) this.finishedRun = value;
    } catch (bug) {
      this.parts = undefined;
      throw bug;
    }
    return this.finishedRun !== undefined;
  }

  private versionOptions(): VersionOptions {
    const { document, settings } = this;
    const directives = parseDirectives(document.text);
    return {
      text: document.text,
      name: nameOf(document.uri),
      machine: settings.overrides?.machine ?? directives.machine ?? settings.machine,
      brNetfilter: settings.overrides?.brNetfilter ?? directives.brNetfilter ?? settings.brNetfilter,
    };
  }

  get text(): string {
    return this.document.text;
  }

  /** The script as it is written, run or not. */
  get script(): Script {
    this.writtenScript ??= new Script(this.document.text);
    return this.writtenScript;
  }

  /** The network at the end of the run. */
  get network(): Network {
    return Network.of(this.run.kernel);
  }

  /** Where devices were and what was made when. */
  get history(): History {
    return History.of(this.run);
  }

  /** The command that is the cause of something; undefined for what no command made. */
  recordOf(cause: Cause | undefined): CommandRecord | undefined {
    return cause === undefined ? undefined : this.run.commands[cause];
  }

  /** The words of a command with what they mean. */
  lineOf(record: CommandRecord): CommandLine {
    let line = this.lines.get(record);
    if (line === undefined) {
      line = new CommandLine(record.argv, record.origins, record.range);
      this.lines.set(record, line);
    }
    return line;
  }

  /** The namespace a command works in, '' for the initial one: that of its process, unless `ip -n NAME` says otherwise. */
  netnsOf(record: CommandRecord): string {
    const { netnsWord, argv } = this.lineOf(record);
    return netnsWord === undefined ? record.netns : argv[netnsWord]!;
  }

  /** The executions of the command that is written at a place (its start): none, one, or one for each turn of a loop. */
  executionsAt(start: number): readonly CommandRecord[] {
    if (this.byStart === undefined) {
      this.byStart = new Map();
      for (const record of this.run.commands) {
        const list = this.byStart.get(record.range.start);
        if (list === undefined) this.byStart.set(record.range.start, [record]);
        else list.push(record);
      }
    }
    return this.byStart.get(start) ?? [];
  }

  /** Where a command names something, else the whole command. */
  wordIn(record: CommandRecord, ...spellings: readonly string[]): Origin {
    for (const spelling of spellings) {
      const index = record.argv.lastIndexOf(spelling);
      const origin = index < 0 ? undefined : record.origins[index];
      if (origin !== undefined) return origin;
    }
    return record.range;
  }

  /** The kernel right after a command; -1 is the machine before the first. */
  kernelAfter(index: number): Kernel {
    if (index >= this.run.commands.length - 1 && this.run.commands.length > 0) return this.run.kernel;
    let kernel = this.kernels.get(index);
    if (kernel === undefined) {
      kernel = this.run.kernelAfter(index);
      if (this.kernels.size >= KEPT_KERNELS) this.kernels.delete(this.kernels.keys().next().value as number);
      this.kernels.set(index, kernel);
    }
    return kernel;
  }

  /** The kernel as the command at or after `offset` finds it: after the last command that is written before it. */
  kernelBefore(offset: number): Kernel {
    let last = -1;
    for (const record of this.run.commands) if (record.range.end < offset) last = Math.max(last, record.index);
    return this.kernelAfter(last);
  }
}
