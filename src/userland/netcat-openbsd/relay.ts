import type { Channel } from '../channel.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import { pace } from '../pace.ts';
import type { Process, Running } from '../process.ts';

/** How nc copies between its input and output and the network. */
export interface RelayOptions {
  readonly readsInput: boolean;
  readonly listens: boolean;
  /** Tell the other side of the end of the input (`-N`). */
  readonly shutsDown: boolean;
  /** Microseconds. */
  readonly quitAfter: number | undefined;
  readonly timeout: number | undefined;
  /** How long to sleep before each step (`-i`), in microseconds. */
  readonly interval: number;
  readonly crlf: boolean;
  /** How many packets to receive at most (`-W`). */
  readonly packets: number | undefined;
}

/** Copies both ways until there is nothing to do any more (nc's readwrite). Does not close the channel. */
export function* relay(process: Process, channel: Channel, options: RelayOptions): Running {
  const { kernel } = process.system;
  const { stdin, stdout } = process;
  const incoming = new TextDecoding();
  let pending = new Uint8Array(0);
  let inputOpen = options.readsInput;
  let networkOpen = true;
  let quitAt = Number.POSITIVE_INFINITY;
  let received = 0;
  for (;;) {
    let moved = false;
    if (options.interval > 0) yield { until: kernel.now + options.interval };
    if (inputOpen && pending.length === 0 && stdin.ready()) {
      const text = stdin.take();
      moved = true;
      if (text === null) {
        inputOpen = false;
        if (options.shutsDown) channel.shutdown();
        if (options.quitAfter !== undefined) quitAt = kernel.now + options.quitAfter;
      } else pending = encodeText(options.crlf ? text.replace(/\r?\n/g, '\r\n') : text) as typeof pending;
    }
    if (pending.length > 0 && channel.writable()) {
      const written = channel.write(pending);
      if (written.ok) pending = pending.subarray(written.value);
      else if (written.error.errno !== 'EAGAIN') {
        // What cannot be sent need not be read; what comes in is still of interest.
        pending = new Uint8Array(0);
        inputOpen = false;
      }
      moved = true;
    }
    if (networkOpen && channel.readable()) {
      const read = channel.read();
      if (read.ok && read.value.length > 0) {
        stdout.write(incoming.decode(read.value));
        received++;
        if (received === options.packets) return 0;
      } else if (read.ok || read.error.errno !== 'EAGAIN') networkOpen = false;
      moved = true;
    }
    if (!networkOpen && (options.listens || (!inputOpen && pending.length === 0))) return 0;
    if (kernel.now >= quitAt) return 0;
    if (moved) {
      yield pace(process);
      continue;
    }
    const until = Math.min(quitAt, kernel.now + (options.timeout ?? Number.POSITIVE_INFINITY));
    const wantsInput = inputOpen && pending.length === 0;
    const ready = () =>
      (wantsInput && stdin.ready()) ||
      (pending.length > 0 && channel.writable()) ||
      (networkOpen && channel.readable());
    yield Number.isFinite(until) ? { until, ready } : { ready };
    if (kernel.now >= until && until !== quitAt && !ready()) return 0;
  }
}
