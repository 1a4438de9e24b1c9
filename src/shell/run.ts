import type { Origin, Output, Process, Running, System } from '../userland/process.ts';
import { Budget, BudgetExhausted } from './budget.ts';
import { runSubshell } from './commands/subshell.ts';
import type { OpenNetworkPath } from './connected.ts';
import { FIRST_PID, initialState, ROOT_ENVIRONMENT } from './initial-state.ts';
import type { ShellObserver } from './observer.ts';
import { type PlacedStatement, parseLab } from './parse.ts';
import { runProgram } from './program.ts';
import { type Clock, Scheduler, Task, YIELD } from './scheduler.ts';
import type { Session } from './session.ts';
import { Shell } from './shell.ts';
import { Source } from './source.ts';
import { copyState, type ShellState } from './state.ts';

/** What a script is run with. */
export interface ShellOptions {
  /** The script's text. */
  readonly source: string;
  /** The name bash was given the script by: `$0`, and in front of messages. */
  readonly name: string;
  readonly args?: readonly string[];
  readonly system: System;
  /** The namespace the shell runs in. */
  readonly netns: Process['netns'];
  readonly clock: Clock;
  /** What the terminal shows. */
  readonly stdout: Output;
  readonly stderr: Output;
  readonly observer: ShellObserver;
  readonly openNetworkPath?: OpenNetworkPath;
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** Simple commands, loop turns and resumptions of programs allowed. Default 100,000. */
  readonly budget?: number;
}

/** What a shell remembers between two statements of the script's top level. */
export interface ShellSnapshot {
  readonly state: ShellState;
  /** What is left of the budget. */
  readonly steps: number;
  /** How far the running task's turn has come. */
  readonly turn: number;
}

/** How a run ended. */
export type Outcome =
  | { readonly kind: 'exited'; readonly status: number }
  /** The budget ran out; `what` is the header of the loop or the function to blame. */
  | { readonly kind: 'budget'; readonly what: string; readonly range: Origin | undefined; readonly status: number }
  /** The observer's `statement` wanted it to: `goOn` runs what is left. */
  | { readonly kind: 'resting'; readonly status: number }
  /** Every program waits for something that can no longer happen; `range` is what the script itself waits for. */
  | { readonly kind: 'stalled'; readonly range: Origin | undefined; readonly status: number };

/** A script that can be run, once. */
export interface ShellRun {
  /**
   * Runs the script to its end, from its first statement or from another one with what a shell remembered there. Its background jobs may go on for ten virtual seconds more. Never throws because of the script.
   */
  run(from?: number, snapshot?: ShellSnapshot): Outcome;
  /** Runs on where the script rests. */
  goOn(): Outcome;
  /** A copy of what the shell remembers, for the observer's `statement` to take; undefined while a background job lives. */
  snapshot(): ShellSnapshot | undefined;
  /** The statements of the script's top level; `statement` of the observer is called with their indexes. */
  readonly statements: readonly { readonly start: number; readonly end: number }[];
}

const DEFAULT_BUDGET = 100_000;
/** How deep functions, `eval`, `source` and substitutions may nest: JavaScript's stack has to hold them all. */
const DEEPEST = 200;
/** How long background jobs outlive the script, in virtual microseconds. */
const ORPHANS = 10_000_000;
/** What bash's caller sees when the run was broken off. */
const BROKEN_OFF = 137;

/** Makes a script ready to run on a machine. */
export function createShell(options: ShellOptions): ShellRun {
  return new ScriptRun(options);
}

class ScriptRun implements ShellRun {
  readonly statements: readonly { readonly start: number; readonly end: number }[];
  readonly #scheduler: Scheduler;
  #session: Session;
  #shell: Shell;
  #place: Origin | undefined;
  #lastPid = FIRST_PID;
  #task: Task | undefined;

  constructor(private readonly options: ShellOptions) {
    this.#scheduler = new Scheduler(options.clock);
    this.#session = this.#sessionWith(options.budget ?? DEFAULT_BUDGET);
    this.#shell = this.#shellWith(this.#firstState());
    this.statements = parseLab(options.source).statements.map(({ pos, end }) => ({ start: pos, end }));
  }

  run(from = 0, snapshot?: ShellSnapshot): Outcome {
    if (snapshot !== undefined) {
      this.#session = this.#sessionWith(snapshot.steps);
      this.#shell = this.#shellWith(copyState(snapshot.state));
      this.#lastPid = snapshot.state.lastPid;
      this.#scheduler.turn = snapshot.turn;
    }
    this.#task = new Task(FIRST_PID, this.#main(from), this.#shell);
    this.#scheduler.start(this.#task);
    this.options.system.processes.enter(FIRST_PID, this.options.netns);
    return this.goOn();
  }

  goOn(): Outcome {
    const task = this.#task!;
    try {
      if (!this.#scheduler.run(task)) {
        if (this.#scheduler.isResting) return { kind: 'resting', status: 0 };
        return { kind: 'stalled', range: this.#place, status: BROKEN_OFF };
      }
      this.#scheduler.run(undefined, this.options.clock.now + ORPHANS);
      return { kind: 'exited', status: task.status ?? 0 };
    } catch (thrown) {
      return this.#broken(thrown);
    } finally {
      if (!this.#scheduler.isResting) this.#scheduler.stop();
    }
  }

  snapshot(): ShellSnapshot | undefined {
    if (!this.#shell.isAtRest) return undefined;
    const state = { ...copyState(this.#shell.state), lastPid: this.#lastPid };
    return { state, steps: this.#session.budget.steps, turn: this.#scheduler.turn };
  }

  #sessionWith(steps: number): Session {
    const { clock, system, observer, stdout, stderr, openNetworkPath } = this.options;
    return {
      system,
      observer,
      clock,
      ...(openNetworkPath === undefined ? {} : { openNetworkPath }),
      scheduler: this.#scheduler,
      budget: new Budget(steps, DEEPEST),
      terminal: (stream, text) => (stream === 'stdout' ? stdout : stderr).write(text),
      nextPid: () => {
        this.#lastPid += 1;
        return this.#lastPid;
      },
    };
  }

  #firstState(): ShellState {
    const { options } = this;
    const state = initialState(options.name, options.env ?? ROOT_ENVIRONMENT, options.clock.now);
    state.positional = options.args ?? [];
    if (options.cwd !== undefined) state.cwd = options.cwd;
    return state;
  }

  #shellWith(state: ShellState): Shell {
    return new Shell(
      this.#session,
      state,
      this.options.netns,
      new Source(this.options.source, 0, undefined, 1, '', this.options.name),
    );
  }

  #main(from: number): Running {
    const between = (statement: PlacedStatement | undefined, index: number) => {
      if (statement === undefined) return undefined;
      this.#place = { start: statement.pos, end: statement.end };
      const rests = this.#session.observer.statement(index) && this.#shell.isAtRest && !this.#scheduler.crowded;
      if (!rests) return undefined;
      this.#scheduler.rest();
      return YIELD;
    };
    return runSubshell(this.#shell, runProgram(this.#shell, parseLab(this.options.source), from, between));
  }

  /** A budget that ran out, or JavaScript's stack, which only nesting can fill. */
  #broken(thrown: unknown): Outcome {
    if (thrown instanceof BudgetExhausted) {
      const { what, range } = thrown;
      return { kind: 'budget', what: what ?? 'the script', range: range ?? this.#place, status: BROKEN_OFF };
    }
    if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) {
      return { kind: 'budget', what: 'nesting', range: this.#place, status: BROKEN_OFF };
    }
    throw thrown;
  }
}
