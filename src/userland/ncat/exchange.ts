import type { Errno } from '../../kernel/errno.ts';
import type { Channel } from '../channel.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import { pace } from '../pace.ts';
import type { Process, Wait } from '../process.ts';

/** The end of an exchange in which nothing moved for too long. */
export const IDLE = 'idle';

/** What programs share that talk one after the other: their input ends only once. */
export interface InputState {
  ended: boolean;
}

/** How ncat copies between its input and output and the network. */
export interface ExchangeOptions {
  readonly sends: boolean;
  readonly receives: boolean;
  /** Tell the other side of the end of the input. */
  readonly shutsDown: boolean;
  /** It is over when the input is. */
  readonly endsWithInput: boolean;
  /** It is over when the other side has ended, though there may be more to send. */
  readonly endsWithPeer: boolean;
  readonly crlf: boolean;
  /** Microseconds. */
  readonly idleTimeout: number | undefined;
}

/** Copies both ways until both sides have ended, or one of them where that is enough. */
export function* exchange(
  process: Process,
  channel: Channel,
  input: InputState,
  options: ExchangeOptions,
): Generator<
  Wait,
  { readonly sent: number; readonly received: number; readonly end: Errno | typeof IDLE | undefined },
  void
> {
  const { kernel } = process.system;
  const { stdin, stdout } = process;
  const incoming = new TextDecoding();
  let pending: Uint8Array = new Uint8Array(0);
  let networkOpen = true;
  let sent = 0;
  let received = 0;
  for (;;) {
    let moved = false;
    const inputOpen = options.sends && !input.ended;
    if (networkOpen && channel.readable()) {
      const read = channel.read();
      if (!read.ok && read.error.errno !== 'EAGAIN') return { sent, received, end: read.error.errno };
      if (read.ok && read.value.length === 0) {
        networkOpen = false;
        if (options.endsWithPeer || (!inputOpen && pending.length === 0)) return { sent, received, end: undefined };
      }
      if (read.ok && options.receives) {
        stdout.write(incoming.decode(read.value));
        received += read.value.length;
      }
      moved = true;
    }
    if (inputOpen && pending.length === 0 && stdin.ready()) {
      const text = stdin.take();
      moved = true;
      if (text === null) {
        input.ended = true;
        if (options.endsWithInput || !networkOpen) return { sent, received, end: undefined };
        if (options.shutsDown) channel.shutdown();
      } else pending = encodeText(options.crlf ? text.replace(/\r?\n/g, '\r\n') : text);
    }
    if (pending.length > 0 && channel.writable()) {
      const written = channel.write(pending);
      if (!written.ok && written.error.errno !== 'EAGAIN') return { sent, received, end: written.error.errno };
      if (written.ok) {
        sent += written.value;
        pending = pending.subarray(written.value);
      }
      moved = true;
    }
    if (moved) {
      yield pace(process);
      continue;
    }
    const { idleTimeout } = options;
    const wantsInput = inputOpen && pending.length === 0;
    const ready = () =>
      (wantsInput && stdin.ready()) ||
      (pending.length > 0 && channel.writable()) ||
      (networkOpen && channel.readable());
    const until = kernel.now + (idleTimeout ?? 0);
    yield idleTimeout === undefined ? { ready } : { until, ready };
    if (idleTimeout !== undefined && kernel.now >= until && !ready()) return { sent, received, end: IDLE };
  }
}
