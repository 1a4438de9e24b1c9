import type { StreamSocket } from '../../kernel/socket/requests.ts';
import { decodeText, encodeText } from '../encoding.ts';
import type { Wait } from '../process.ts';

/** Bytes of the word that ties the connections of a test together. */
export const COOKIE_SIZE = 37;

/** What one side tells the other on the control connection (iperf_api.h). */
export const STATES = {
  TEST_START: 1,
  TEST_RUNNING: 2,
  TEST_END: 4,
  PARAM_EXCHANGE: 9,
  CREATE_STREAMS: 10,
  EXCHANGE_RESULTS: 13,
  DISPLAY_RESULTS: 14,
  IPERF_DONE: 16,
} as const;

/** What the client asks of the server. */
export interface Parameters {
  readonly udp: boolean;
  readonly streams: number;
  readonly reverse: boolean;
  readonly length: number;
  readonly rate: number | undefined;
  readonly time: number;
  readonly bytes: number | undefined;
}

/** What one side counted, by stream. `seconds` since the start of the test. */
export interface Results {
  readonly seconds: number;
  readonly streams: readonly {
    readonly bytes: number;
    readonly packets: number;
    readonly lost: number;
    readonly jitter: number;
    readonly retransmissions: number;
  }[];
}

/** Reads exactly so many bytes; undefined when the stream ends before. */
export function* readExactly(socket: StreamSocket, size: number): Generator<Wait, Uint8Array | undefined, void> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    if (!socket.readable()) yield { ready: () => socket.readable() };
    const read = socket.read(size - at);
    if (!read.ok && read.error.errno === 'EAGAIN') continue;
    if (!read.ok || read.value.length === 0) return undefined;
    bytes.set(read.value, at);
    at += read.value.length;
  }
  return bytes;
}

/** The next state that is told; undefined at the end. */
export function* readState(socket: StreamSocket): Generator<Wait, number | undefined, void> {
  return (yield* readExactly(socket, 1))?.[0];
}

/** Tells a state. */
export function sendState(socket: StreamSocket, state: number): void {
  socket.write(Uint8Array.of(state));
}

/** Sends a value as JSON behind its length. */
export function sendJson(socket: StreamSocket, value: object): void {
  const bytes = encodeText(JSON.stringify(value));
  socket.write(Uint8Array.of(bytes.length >>> 24, bytes.length >>> 16, bytes.length >>> 8, bytes.length));
  socket.write(bytes);
}

/** Reads what `sendJson` sent. */
export function* readJson<T>(socket: StreamSocket): Generator<Wait, T | undefined, void> {
  const head = yield* readExactly(socket, 4);
  if (head === undefined) return undefined;
  const length = ((head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!) >>> 0;
  const bytes = length > 65536 ? undefined : yield* readExactly(socket, length);
  try {
    return bytes === undefined ? undefined : (JSON.parse(decodeText(bytes)) as T);
  } catch {
    return undefined;
  }
}
