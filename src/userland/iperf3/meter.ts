import type { Process, Wait } from '../process.ts';
import { Threads } from '../threads.ts';
import type { Figures, Reporter } from './report.ts';
import type { Stream } from './stream.ts';

const SECOND = 1_000_000;
/** A rest of an interval shorter than this is not reported. */
const LEAST_REST = 10_000;

interface Counted {
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  readonly retransmissions: number;
}

const NOTHING: Counted = { bytes: 0, packets: 0, lost: 0, retransmissions: 0 };

/** Runs the streams of a test and reports each interval. */
export class Meter {
  private readonly threads: Threads;
  private readonly before = new Map<Stream, Counted>();
  private reported = 0;
  readonly started: number;

  constructor(
    private readonly process: Process,
    readonly streams: readonly Stream[],
    private readonly sends: boolean,
    private readonly reporter: Reporter,
    /** Seconds; 0 for none. */
    private readonly interval: number,
  ) {
    const { kernel } = process.system;
    this.started = kernel.now;
    this.threads = new Threads(() => kernel.now);
    reporter.head();
    for (const stream of streams) this.threads.start(sends ? stream.send(kernel.now) : stream.receive());
  }

  private get elapsed(): number {
    return this.process.system.kernel.now - this.started;
  }

  /** Goes on until `isOver` or, where it is given, for so many seconds, or until all streams have ended. */
  *run(isOver: () => boolean, seconds: number | undefined, endsWithStreams: boolean): Generator<Wait, void, void> {
    const until = seconds === undefined ? Number.POSITIVE_INFINITY : this.started + seconds * SECOND;
    const { kernel } = this.process.system;
    while (!isOver() && kernel.now < until && !(endsWithStreams && this.threads.idle)) {
      const next = this.interval > 0 ? this.started + (this.reported + 1) * this.interval * SECOND : until;
      const limit = Math.min(until, next);
      const wait = this.threads.wait(isOver);
      const times = [limit, wait.until ?? limit].filter(Number.isFinite);
      yield times.length === 0 ? wait : { ...wait, until: Math.min(...times) };
      // What was due before an interval's end belongs to it.
      if (kernel.now >= next && this.interval > 0) this.report();
      if (kernel.now < until) this.threads.step();
    }
  }

  /** Ends the streams, and reports what is left of an interval. */
  stop(): void {
    for (const stream of this.streams) {
      stream.stopped = true;
      if (!this.sends) stream.drain();
    }
    this.threads.step();
    this.threads.stop();
    const whole = this.interval > 0 ? this.reported * this.interval * SECOND : 0;
    const rest = this.elapsed - whole;
    if (rest >= LEAST_REST || this.reported === 0) this.report();
  }

  private report(): void {
    if (this.reported > 0 && this.streams.length > 1) this.reporter.separator();
    const from = this.interval > 0 ? this.reported * this.interval * SECOND : 0;
    const to = this.interval > 0 ? Math.min(from + this.interval * SECOND, this.elapsed) : this.elapsed;
    const all: Figures[] = [];
    for (const stream of this.streams) {
      const last = this.before.get(stream) ?? NOTHING;
      const { bytes, packets, lost, retransmissions, jitter, congestionWindow } = stream;
      this.before.set(stream, { bytes, packets, lost, retransmissions });
      const figures: Figures = {
        from,
        to,
        bytes: bytes - last.bytes,
        packets: packets - last.packets,
        lost: lost - last.lost,
        jitter,
        retransmissions: retransmissions - last.retransmissions,
        ...(congestionWindow === undefined ? {} : { congestionWindow }),
      };
      all.push(figures);
      this.reporter.interval(stream.id, figures);
    }
    if (all.length > 1) this.reporter.interval('SUM', total(all));
    this.reported++;
  }
}

/** The figures of all streams together. */
export function total(all: readonly Figures[]): Figures {
  const sum = (of: (figures: Figures) => number | undefined) => all.reduce((value, each) => value + (of(each) ?? 0), 0);
  const [first] = all;
  return {
    from: first?.from ?? 0,
    to: first?.to ?? 0,
    bytes: sum(({ bytes }) => bytes),
    packets: sum(({ packets }) => packets),
    lost: sum(({ lost }) => lost),
    retransmissions: sum(({ retransmissions }) => retransmissions),
    jitter: sum(({ jitter }) => jitter) / Math.max(all.length, 1),
  };
}
