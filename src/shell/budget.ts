import type { Origin } from '../userland/process.ts';

/** The run took more steps than it was allowed. Each loop and function it leaves may put its name to it. */
export class BudgetExhausted {
  what: string | undefined;
  range: Origin | undefined;

  /** Names the construct to blame: an inner one when nothing is named yet, an outer one when it has no end of its own. */
  blame(what: string, range: Origin | undefined, endless: boolean): void {
    if (this.what !== undefined && !endless) return;
    this.what = what;
    this.range = range ?? this.range;
  }
}

/** Simple commands and loop turns still allowed, and how deep calls may nest. */
export class Budget {
  #steps: number;
  #depth = 0;

  constructor(
    steps: number,
    readonly deepest: number,
  ) {
    this.#steps = steps;
  }

  /** How many steps are left. */
  get steps(): number {
    return this.#steps;
  }

  /** Counts one simple command, loop turn or resumption of a program. Throws `BudgetExhausted`. */
  spend(): void {
    this.#steps -= 1;
    if (this.#steps < 0) throw new BudgetExhausted();
  }

  /** Counts output: a step for each 4 KiB, so that a program cannot fill the memory. */
  spendOutput(length: number): void {
    this.#steps -= length >> 12;
  }

  /** Enters a function, a sourced text or a substitution. Throws `BudgetExhausted` beyond the deepest nesting. */
  enter(): void {
    if (this.#depth >= this.deepest) throw new BudgetExhausted();
    this.#depth += 1;
  }

  leave(): void {
    this.#depth -= 1;
  }
}
