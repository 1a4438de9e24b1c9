import type { Process } from './process.ts';

type Netns = Process['netns'];

/** Who keeps namespaces alive while processes are in them: the kernel. */
interface Holder {
  readonly initial: Netns;
  enter(netns: Netns, pid: number): void;
  leave(netns: Netns, pid: number): void;
}

/** The processes that run, by number, with the network namespace each is in. */
export class ProcessTable {
  /** The last entry of a process is where it is now. */
  readonly #entered = new Map<number, Netns[]>();

  constructor(private readonly holder?: Holder) {}

  /** A process starts in a namespace, or goes on in another one. */
  enter(pid: number, netns: Netns): void {
    const entered = this.#entered.get(pid);
    if (entered === undefined) this.#entered.set(pid, [netns]);
    else entered.push(netns);
    if (netns !== this.holder?.initial) this.holder?.enter(netns, pid);
  }

  /** A process ends, or comes back to where it was. */
  leave(pid: number): void {
    const entered = this.#entered.get(pid);
    const netns = entered?.pop();
    if (entered === undefined || netns === undefined) return;
    if (entered.length === 0) this.#entered.delete(pid);
    if (netns !== this.holder?.initial && !entered.includes(netns)) this.holder?.leave(netns, pid);
  }

  /** The namespace a process is in; undefined when there is no such process. */
  netnsOf(pid: number): Netns | undefined {
    return this.#entered.get(pid)?.at(-1);
  }
}
