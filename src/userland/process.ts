import type { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { FileSystem } from './file-system.ts';
import type { ProcessTable } from './process-table.ts';

/** A half-open range `[start, end)` of UTF-16 offsets in the lab's text: where a word was written. */
export interface Origin {
  readonly start: number;
  readonly end: number;
}

/**
 * What a program waits for. It goes on when `ready` answers true or when the virtual clock reaches `until`, whichever
 * comes first; without either it waits for ever. `ready` must be free of side effects: it is asked after every event.
 */
export interface Wait {
  /** Virtual time in microseconds. */
  readonly until?: number;
  readonly ready?: () => boolean;
  /**
   * The handler of signals (sigaction(2)): told of one that comes meanwhile, it answers true when the program handles it
   * and goes on at once. Any other signal, and each one without a handler, ends the program; SIGKILL is never told.
   * `group` is true when the programs that it waits for get the signal as well, as from timeout(1).
   */
  readonly caught?: (signal: number, group?: boolean) => boolean;
}

/** A program that runs: it yields what it waits for and returns its exit status (0…255). */
export type Running = Generator<Wait, number, void>;

/** A program. One that never waits may return its exit status at once. */
export type Program = (process: Process) => number | Running;

/** The reading end of a stream. */
export interface Input {
  /** Somebody types it in (isatty(3)). */
  readonly isTerminal?: boolean;
  /** Takes what is there: text, '' when nothing has come yet but may come, null at the end of the stream. */
  take(): string | null;
  /** True when `take` would not return ''. */
  ready(): boolean;
  /**
   * Puts back what was taken too much, for who reads next: as a program does that ends early and seeks to where it came to
   * (lseek(2)). Only a file can; nothing happens elsewhere.
   */
  giveBack?(text: string): void;
}

/** The writing end of a stream. */
export interface Output {
  /** It is seen on a screen (isatty(3)). */
  readonly isTerminal?: boolean;
  /** It is a pipe that holds no more until somebody reads. */
  readonly isFull?: boolean;
  write(text: string): void;
}

/** What a process that goes on in the background has written so far, on both streams. */
export interface Transcript {
  readonly kind: 'capture';
  text: string;
  holders: number;
}

/** What a new process gets otherwise than its parent. */
export interface Inheritance {
  /** What it can reach, where that is not the machine's own files and programs: those of a container. */
  readonly system?: System;
  readonly cwd?: string;
  readonly netns?: Netns;
  readonly vrf?: string | undefined;
  readonly env?: ReadonlyMap<string, string>;
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
}

/** The parts of the machine that a program may reach. */
export interface System {
  readonly kernel: Kernel;
  readonly fs: FileSystem;
  readonly processes: ProcessTable;
  /** Programs by the name they are called by (`ip`, `/sbin/ip` is looked up as `ip`). */
  readonly programs: ReadonlyMap<string, Program>;
}

/** Where a process is in the network. */
export type Surroundings = Pick<Process, 'system' | 'netns' | 'vrf'>;

/** A process as its program sees it. Paths are resolved against `cwd`. */
export interface Process {
  readonly pid: number;
  /** The words of the command, `argv[0]` the name it was called by. */
  readonly argv: readonly string[];
  /** Where each word of `argv` was written, as far as that is known. */
  readonly origins: readonly (Origin | undefined)[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly netns: Netns;
  /** The VRF that its sockets belong to (ip-vrf(8), `exec`). */
  readonly vrf: string | undefined;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly system: System;
  /** Names the word to blame for the error being printed: an index of this process's `argv`. The last call counts. */
  blame(index: number): void;
  /**
   * Says that something is valid on Linux but not simulated here. The lab turns it into a diagnostic on the word; the
   * program still has to print something and return a status.
   */
  unsimulated(what: string, index?: number): void;
  /**
   * Runs another program in a process of its own and waits for it (what sudo, `ip netns exec`, env and timeout do).
   * `argv` and `origins` are usually the tail of this process's own. Undefined when there is no such program.
   */
  spawn(argv: readonly string[], origins: readonly (Origin | undefined)[], changes?: Inheritance): Running | undefined;
  /**
   * Starts another program that goes on by itself, and answers its process number; undefined when there is no such
   * program. What it writes is added to `output`, and `ended` is told its status.
   */
  background(
    argv: readonly string[],
    changes: Inheritance,
    output: Transcript,
    ended: (status: number) => void,
  ): number | undefined;
  /** Sends a signal to a process in the background (kill(2)); false when there is none. */
  signal(pid: number, signal: number): boolean;
  /** Ends this process as a signal to itself does (raise(3)). */
  raise(signal: number): never;
  /** A number for a process that stays without a program here that runs in it. */
  nextPid(): number;
}
