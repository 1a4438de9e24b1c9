import { type Errno, strerror } from '../../kernel/errno.ts';
import { DONE, type Result } from '../../kernel/result.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import { type Channel, datagramChannel, streamChannel } from '../channel.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import { lookupHost, RESOLVE_ERRORS } from '../netbase/resolver.ts';
import { portOfService } from '../netbase/services.ts';
import { pace } from '../pace.ts';
import type { Surroundings, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';

/** A connection as a file: what comes in is read from it, what is written goes out. */
class NetworkFile {
  private readonly decoding = new TextDecoding();
  private unsent = new Uint8Array(0);

  constructor(private readonly channel: Channel) {}

  /** '' when nothing has come yet, null at the end, and where the connection broke. */
  take(): string | null {
    const read = this.channel.read();
    if (!read.ok) return read.error.errno === 'EAGAIN' ? '' : null;
    return read.value.length === 0 ? null : this.decoding.decode(read.value);
  }

  get ready(): boolean {
    return this.channel.readable();
  }

  /** Takes all, and sends what can be sent now; the rest goes with the next text. EPIPE and others when it has ended. */
  write(text: string): Result {
    const data = Uint8Array.from([...this.unsent, ...encodeText(text)]);
    const written = this.channel.write(data);
    if (!written.ok && written.error.errno !== 'EAGAIN') return written;
    this.unsent = data.slice(written.ok ? written.value : 0);
    return DONE;
  }

  /** Something is not sent yet, and cannot be sent now. */
  get full(): boolean {
    return this.unsent.length > 0 && !this.channel.writable();
  }

  get isSent(): boolean {
    return this.unsent.length === 0;
  }

  close(): void {
    this.channel.close();
  }
}

/** Why there is no connection; `complaint` is said first, `withLine` behind the number of the line. */
interface Failure {
  readonly errno: Errno;
  readonly complaint: string;
  readonly withLine: boolean;
}

/**
 * Opens what bash's redirections take for a connection, `/dev/tcp/HOST/PORT` or `/dev/udp/HOST/PORT` (bash manual,
 * "Redirections"), and waits until the other side has answered (netopen). Undefined for any other path.
 */
export function openNetworkPath(
  path: string,
  surroundings: Surroundings,
): Generator<Wait, NetworkFile | Failure, void> | undefined {
  const parts = /^\/dev\/(tcp|udp)\/([^/]*)\/(.*)$/s.exec(path);
  return parts === null ? undefined : open(surroundings, parts[1] as 'tcp' | 'udp', parts[2]!, parts[3]!);
}

function* open(
  surroundings: Surroundings,
  protocol: 'tcp' | 'udp',
  host: string,
  service: string,
): Generator<Wait, NetworkFile | Failure, void> {
  const port = /^ *[+-]?\d*$/.test(service) ? Number(service) & 0xffff : portOfService(service, protocol);
  if (port === undefined) return unknown(`${service}: Servname not supported for ai_socktype`);
  const address = host === '' ? 'EAI_NONAME' : yield* lookupHost(surroundings, host);
  if (typeof address !== 'number') return unknown(`${host}: ${RESOLVE_ERRORS[address]}`);
  const socket = openSocket(surroundings, protocol);
  const errno = yield* connect(socket, protocol, address, port);
  if (errno !== undefined) {
    socket.close();
    return { errno, complaint: `connect: ${strerror(errno)}`, withLine: false };
  }
  yield pace(surroundings);
  return new NetworkFile(protocol === 'udp' ? datagramChannel(socket) : streamChannel(socket as StreamSocket));
}

function unknown(complaint: string): Failure {
  return { errno: 'EINVAL', complaint, withLine: true };
}

function* connect(
  socket: Socket,
  protocol: 'tcp' | 'udp',
  address: Ipv4,
  port: number,
): Generator<Wait, Errno | undefined, void> {
  const started = socket.connect(address, port);
  if (!started.ok) return started.error.errno;
  if (protocol === 'udp') return undefined;
  const stream = socket as StreamSocket;
  try {
    yield { ready: () => stream.state !== 'SYN_SENT' };
  } finally {
    // It was killed while it waited.
    if (stream.state === 'SYN_SENT') stream.close();
  }
  return stream.state === 'CLOSE' ? (stream.takeError() ?? 'ECONNREFUSED') : undefined;
}
