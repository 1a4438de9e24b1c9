import { RateLimit } from './rate-limit.ts';

/** Levels of messages, the most urgent first (linux/kern_levels.h). */
export const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** Who speaks (syslog(3)): the kernel, or a program by /dev/kmsg. */
export type Facility = 'kern' | 'user';

/** A message of the kernel's log. */
export interface LogRecord {
  /** Counts all messages from 0. */
  readonly sequence: number;
  /** Virtual time in microseconds since the machine started. */
  readonly time: number;
  readonly facility: Facility;
  readonly level: Level;
  /** Without a newline at its end. */
  readonly text: string;
}

/** Messages kept: about as many packets as the 256 KiB of an ordinary kernel hold. */
const SIZE = 1000;

/** What the kernel says (kernel/printk): a ring of messages, of which readers leave out those before the last `clear`. */
export class KernelLog {
  private readonly records: LogRecord[] = [];
  private next = 0;
  private cleared = 0;
  private readonly networkLimit = new RateLimit();

  /** printk at a virtual time. */
  print(time: number, level: Level, text: string, facility: Facility = 'kern'): void {
    if (this.records.length >= SIZE) this.records.shift();
    this.records.push(Object.freeze({ sequence: this.next++, time, facility, level, text }));
  }

  /** Whether another message about what comes from the network may be printed now (net_ratelimit). */
  allowsNetworkMessage(time: number): boolean {
    const { allowed, suppressed } = this.networkLimit.ask(time);
    if (suppressed > 0) this.print(time, 'warn', `net_ratelimit: ${suppressed} callbacks suppressed`);
    return allowed;
  }

  /** The messages from a sequence number on, oldest first; those that were cleared only when asked for. */
  read(from = this.cleared): readonly LogRecord[] {
    return this.records.filter(({ sequence }) => sequence >= from);
  }

  /** The number that the next message will have. */
  get end(): number {
    return this.next;
  }

  /** Readers begin here from now on (SYSLOG_ACTION_CLEAR). */
  clear(): void {
    this.cleared = this.next;
  }
}
