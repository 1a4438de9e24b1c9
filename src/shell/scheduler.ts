import type { Running, Wait } from '../userland/process.ts';
import { BrokenPipe, Killed, SIGPIPE_STATUS } from './control.ts';

/** The virtual clock with its events; the kernel is one. */
export interface Clock {
  /** Microseconds. */
  readonly now: number;
  /** Runs the next event not later than `limit` and answers true; otherwise moves the clock to `limit` and answers false. */
  next(limit: number): boolean;
}

const SIGKILL = 9;

/** A wait that is over at once: lets the other tasks go on. */
export const YIELD: Wait = { ready: () => true };

/** How long the clock may run while every task waits for something that has no time of its own: one hour. */
const PATIENCE = 3_600_000_000;

/** How many simple commands run before another task has its turn. */
const TURN = 256;

/** What a signal comes to: a shell with its traps. */
export interface Receiver {
  /** False when the signal ends it. */
  receive(signal: number): boolean;
}

/** A thread of control: the script, an element of a pipeline, a background job. */
export class Task {
  wait: Wait | undefined;
  /** The exit status once the task has ended. */
  status: number | undefined;
  /** The signal that ended it. */
  killed: number | undefined;

  constructor(
    readonly pid: number,
    readonly running: Running,
    private readonly receiver: Receiver,
    private readonly ended: (status: number) => void = () => {},
  ) {}

  get done(): boolean {
    return this.status !== undefined;
  }

  /** Goes on up to the next wait or the end. */
  step(): void {
    this.#resume(() => this.running.next());
  }

  /** A signal comes for the task: what it waits in may handle it, or the shell that runs in it. */
  signal(signal: number): void {
    if (this.done) return;
    // What it does about it is done before the sender goes on, as on a machine with a processor to spare.
    if (signal !== SIGKILL && this.wait?.caught?.(signal)) this.step();
    else if (!this.receiver.receive(signal)) this.#resume(() => this.running.throw(new Killed(this.pid, signal)));
  }

  /** Ends the task at once, as when the machine is switched off. */
  stop(): void {
    if (this.done) return;
    this.end(128 + SIGKILL);
    this.running.return(128 + SIGKILL);
  }

  /** Tells the shell that runs of a signal; true when it does not live through it. */
  isEndedBy(signal: number): boolean {
    return !this.receiver.receive(signal);
  }

  #resume(go: () => IteratorResult<Wait, number>): void {
    try {
      const step = go();
      if (step.done) this.end(step.value);
      else this.wait = step.value;
    } catch (thrown) {
      if (thrown instanceof Killed) this.killed = thrown.signal;
      else if (!(thrown instanceof BrokenPipe)) throw thrown;
      this.end(thrown instanceof Killed ? thrown.status : SIGPIPE_STATUS);
    }
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
  #current: Task | undefined;
  /** How many simple commands have run in this turn. */
  turn = 0;
  #rests = false;

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

  /** Sends a signal to a process that has a task of its own (kill(2)); false when there is none. 0 only asks. */
  signal(pid: number, signal: number): boolean {
    const task = this.#tasks.find((each) => each.pid === pid && !each.done);
    if (task === undefined) return false;
    if (signal === 0) return true;
    // What runs cannot be resumed from outside: it ends by itself.
    if (task === this.#current && task.isEndedBy(signal)) throw new Killed(pid, signal);
    if (task !== this.#current) task.signal(signal);
    return true;
  }

  /** Lets `run` return once the running task waits, which must be the only one. */
  rest(): void {
    this.#rests = true;
  }

  /** True when `run` has returned to go on later. */
  get isResting(): boolean {
    return this.#rests;
  }

  /**
   * Runs until `until` has ended, or without it all tasks. Answers false when every task waits and nothing is left to
   * happen, or when `deadline` (virtual microseconds) has come. Answers false, too, when it was told to rest.
   */
  run(until: Task | undefined, deadline = Number.POSITIVE_INFINITY): boolean {
    this.#rests = false;
    while (until === undefined ? !this.idle : !until.done) {
      const ran = this.#runReady(until);
      if (this.#rests) return false;
      if (ran) continue;
      if (!this.#advance(deadline)) return false;
    }
    return true;
  }

  /** Ends all tasks, as when the machine is switched off. */
  stop(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task.stop();
  }

  #runReady(until: Task | undefined): boolean {
    let ran = false;
    for (const task of [...this.#tasks]) {
      if (task.done || !this.#isReady(task)) continue;
      this.#current = task;
      task.step();
      this.#current = undefined;
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
