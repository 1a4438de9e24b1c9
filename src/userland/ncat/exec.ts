import type { Channel } from '../channel.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import type { Input, Process, Running } from '../process.ts';

/** How long it takes until a program that was started does something, in microseconds. */
const START = 2000;

/** A program at the other end of a connection: its input comes from there, its output goes there. */
class Plumbing {
  private readonly incoming = new TextDecoding();
  private text = '';
  private waiting: Uint8Array = new Uint8Array(0);

  constructor(private readonly channel: Channel) {}

  readonly stdin: Input = {
    take: () => {
      const { text } = this;
      this.text = '';
      return text;
    },
    ready: () => this.text !== '',
  };

  /** Takes in what has come. False once the other side has ended. */
  pump(): boolean {
    while (this.channel.readable()) {
      const read = this.channel.read();
      if (!read.ok) return read.error.errno === 'EAGAIN';
      if (read.value.length === 0) return false;
      this.text += this.incoming.decode(read.value);
    }
    return true;
  }

  write(text: string): void {
    const more = encodeText(text);
    const both = new Uint8Array(this.waiting.length + more.length);
    both.set(this.waiting);
    both.set(more, this.waiting.length);
    this.waiting = both;
    this.flush();
  }

  flush(): void {
    while (this.waiting.length > 0 && this.channel.writable()) {
      const written = this.channel.write(this.waiting);
      if (written.ok) this.waiting = this.waiting.subarray(written.value);
      else if (written.error.errno === 'EAGAIN') return;
      else this.waiting = new Uint8Array(0);
    }
  }

  get isFlushed(): boolean {
    return this.waiting.length === 0;
  }
}

/** Runs a program whose input and output are the connection (`-c`, `-e`). It ends with the other side, whatever it still has to say. */
export function* runProgram(process: Process, channel: Channel, words: readonly string[]): Running {
  const plumbing = new Plumbing(channel);
  const { kernel } = process.system;
  const running = process.spawn(words, [], {
    stdin: plumbing.stdin,
    stdout: { write: (text) => plumbing.write(text) },
  });
  if (running === undefined) {
    process.stderr.write(`Ncat: execvp: No such file or directory\n`);
    return 1;
  }
  try {
    yield { until: kernel.now + START };
    if (!plumbing.pump()) return 0;
    for (let step = running.next(); !step.done; step = running.next()) {
      const { value: wait } = step;
      const isReady = () => wait.ready?.() === true || (wait.until !== undefined && wait.until <= kernel.now);
      while (!isReady()) {
        yield { ...wait, ready: () => isReady() || channel.readable() };
        if (!plumbing.pump()) return 0;
        plumbing.flush();
      }
    }
    while (!plumbing.isFlushed) {
      yield { ready: () => channel.writable() };
      plumbing.flush();
    }
    return 0;
  } finally {
    running.return(0);
  }
}
