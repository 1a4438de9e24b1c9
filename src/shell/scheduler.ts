import type { Running, Wait } from '../userland/process.ts';
import { BrokenPipe, SIGPIPE_STATUS } from './control.ts';

/** The virtual clock with its events; the kernel is one. */
export interface Clock {
  /** Microseconds. */
  readonly now: number;
  /** Runs the next event not later than `limit` and answers true; otherwise moves the clock to `limit` and answers false. */
  next(limit: number): boolean;
}

const SIGINT = 2;
const SIGQUIT = 3;
const SIGKILL = 9;

/** A wait that is over at once: lets the other tasks go on. */
export const YIELD: Wait = { ready: () => true };

/** How long the clock may run while every task waits for something that has no time of its own: one hour. */
const PATIENCE = 3_600_000_000;

/** How many simple commands run before another task has its turn. */
const TURN = 256;

/** A thread of control: the script, an element of a pipeline, a background job. */
export class Task {
  wait: Wait | undefined;
  /** The exit status once the task has ended. */
  status: number | undefined;
  /** True when a signal ended it. */
  killed = false;

  constructor(
    readonly pid: number,
    readonly running: Running,
    private readonly ended: (status: number) => void = () => {},
  ) {}

  get done(): boolean {
    return this.status !== undefined;
  }

  /** Goes on up to the next wait or the end. */
  step(): void {
    try {
      const step = this.running.next();
      if (step.done) this.end(step.value);
      else this.wait = step.value;
    } catch (thrown) {
      if (!(thrown instanceof BrokenPipe)) throw thrown;
      this.end(SIGPIPE_STATUS);
    }
  }

  /**
   * A signal comes for the task: what it waits in may handle it. It is a background job, and those are started with
   * SIGINT and SIGQUIT ignored as long as there is no job control.
   */
  signal(signal: number): void {
    if (this.done) return;
    if (signal !== SIGKILL && this.wait?.caught?.(signal)) this.wait = undefined;
    else if (signal !== SIGINT && signal !== SIGQUIT) this.kill(signal);
  }

  /** Ends the task as a signal does. */
  kill(signal: number): void {
    if (this.done) return;
    this.killed = true;
    this.end(128 + signal);
    this.running.return(128 + signal);
  }

  private end(status: number): void {
    if (this.done) return;
    this.status = status;
    this.ended(status);
  }
}

/** Runs tasks in turn against the virtual clock. It is deterministic: tasks go on in the order they were started. */
export class Scheduler {
  #tasks: Task[] = [];
  /** How many simple commands have run in this turn. */
  turn = 0;

  constructor(private readonly clock: Clock) {}

  /** True when tasks beside the running one are alive. */
  get crowded(): boolean {
    return this.#tasks.length > 1;
  }

  /** True now and then: the running task should let the others go on. */
  isTurnOver(): boolean {
    this.turn = (this.turn + 1) % TURN;
    return this.turn === 0;
  }

  get idle(): boolean {
    return this.#tasks.length === 0;
  }

  start(task: Task): void {
    this.#tasks.push(task);
  }

  /**
   * Runs until `until` has ended, or without it all tasks. Answers false when every task waits and nothing is left to
   * happen, or when `deadline` (virtual microseconds) has come.
   */
  run(until: Task | undefined, deadline = Number.POSITIVE_INFINITY): boolean {
    while (until === undefined ? !this.idle : !until.done) {
      if (this.#runReady(until)) continue;
      if (!this.#advance(deadline)) return false;
    }
    return true;
  }

  /** Ends all tasks, as when the machine is switched off. */
  stop(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task.kill(9);
  }

  #runReady(until: Task | undefined): boolean {
    let ran = false;
    for (const task of [...this.#tasks]) {
      if (task.done || !this.#isReady(task)) continue;
      task.step();
      ran = true;
      if (until?.done) break;
    }
    this.#tasks = this.#tasks.filter((task) => !task.done);
    return ran;
  }

  #isReady(task: Task): boolean {
    const wait = task.wait;
    if (wait === undefined) return true;
    return (wait.until !== undefined && wait.until <= this.clock.now) || wait.ready?.() === true;
  }

  /** Lets time pass until a task is ready. */
  #advance(deadline: number): boolean {
    const patience = this.clock.now + PATIENCE;
    let limit = Math.min(deadline, patience);
    for (const task of this.#tasks) limit = Math.min(limit, task.wait?.until ?? limit);
    while (this.clock.next(limit)) {
      if (this.#tasks.some((task) => this.#isReady(task))) return true;
    }
    return this.#tasks.some((task) => this.#isReady(task));
  }
}
