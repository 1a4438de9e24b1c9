import type { Wait } from './process.ts';

/** Parts of one program that run side by side: each goes on when what it waits for has come. */
export class Threads {
  private readonly running: { readonly body: Generator<Wait, unknown, void>; wait: Wait }[] = [];

  constructor(private readonly now: () => number) {}

  /** Starts one; it runs up to its first wait at once. */
  start(body: Generator<Wait, unknown, void>): void {
    const step = body.next();
    if (!step.done) this.running.push({ body, wait: step.value });
  }

  get idle(): boolean {
    return this.running.length === 0;
  }

  /** Lets those go on that can. */
  step(): void {
    for (const thread of [...this.running]) {
      if (!this.isReady(thread.wait)) continue;
      const step = thread.body.next();
      if (step.done) this.running.splice(this.running.indexOf(thread), 1);
      else thread.wait = step.value;
    }
  }

  private isReady({ until, ready }: Wait): boolean {
    return (until !== undefined && until <= this.now()) || ready?.() === true;
  }

  /** What all of them wait for, together with something else. */
  wait(other: () => boolean): Wait {
    const times = this.running.flatMap(({ wait }) => (wait.until === undefined ? [] : [wait.until]));
    const ready = () => other() || this.running.some(({ wait }) => this.isReady(wait));
    return times.length === 0 ? { ready } : { until: Math.min(...times), ready };
  }

  /** Ends all of them. */
  stop(): void {
    for (const { body } of this.running.splice(0)) body.return(undefined);
  }
}
