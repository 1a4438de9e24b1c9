import type { System } from '../userland/process.ts';
import type { Budget } from './budget.ts';
import type { OpenNetworkPath } from './connected.ts';
import type { ShellObserver } from './observer.ts';
import type { Clock, Scheduler } from './scheduler.ts';

/** What all shells of one run share. */
export interface Session {
  readonly system: System;
  readonly observer: ShellObserver;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly budget: Budget;
  readonly openNetworkPath?: OpenNetworkPath;
  /** What the terminal shows. */
  terminal(stream: 'stdout' | 'stderr', text: string): void;
  /** The number of a new process. */
  nextPid(): number;
}
