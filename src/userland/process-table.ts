import type { Process } from './process.ts';

type Netns = Process['netns'];

/** The processes that run, by number, with the network namespace each is in. */
export class ProcessTable {
  /** The last entry of a process is where it is now. */
  readonly #entered = new Map<number, Netns[]>();

  /** A process starts in a namespace, or goes on in another one. */
  enter(pid: number, netns: Netns): void {
    const entered = this.#entered.get(pid);
    if (entered === undefined) this.#entered.set(pid, [netns]);
    else entered.push(netns);
  }

  /** A process ends, or comes back to where it was. */
  leave(pid: number): void {
    const entered = this.#entered.get(pid);
    entered?.pop();
    if (entered?.length === 0) this.#entered.delete(pid);
  }

  /** The namespace a process is in; undefined when there is no such process. */
  netnsOf(pid: number): Netns | undefined {
    return this.#entered.get(pid)?.at(-1);
  }

  /** True while a process is in a namespace. */
  isIn(netns: Netns): boolean {
    return [...this.#entered.values()].some((entered) => entered.at(-1) === netns);
  }

  /** The processes in a namespace, in order. */
  pidsIn(netns: Netns): readonly number[] {
    return [...this.#entered].filter(([, entered]) => entered.at(-1) === netns).map(([pid]) => pid);
  }
}
