import type { FileSystem } from '../userland/file-system.ts';
import type { Process, Wait } from '../userland/process.ts';
import { BrokenPipe } from './control.ts';
import type { OpenFile } from './open-file.ts';
import type { Shell } from './shell.ts';

type Written = ReturnType<FileSystem['remove']>;
type Errno = Extract<Written, { ok: false }>['error']['errno'];

/** A connection as a file. */
export interface NetworkFile {
  /** Takes what has come in: '' when nothing has come yet, null at the end. */
  take(): string | null;
  /** True when `take` would not answer ''. */
  readonly ready: boolean;
  write(text: string): Written;
  /** A writer should wait before it writes more. */
  readonly full: boolean;
  /** All that was written is sent. */
  readonly isSent: boolean;
  close(): void;
}

/** Opens a path that names a connection and no file (`/dev/tcp/HOST/PORT`); undefined for any other path. */
export type OpenNetworkPath = (
  path: string,
  surroundings: Pick<Process, 'system' | 'netns' | 'vrf'>,
) => Generator<Wait, NetworkFile | NetworkFailure, void> | undefined;

/** Why it could not be opened; `complaint` is said first, `withLine` behind the number of the line. */
export interface NetworkFailure {
  readonly errno: Errno;
  readonly complaint: string;
  readonly withLine: boolean;
}

/** A connection that a redirection opened, until nobody has it open any more. */
export interface Connected {
  readonly kind: 'connected';
  readonly file: NetworkFile;
  /** The process number of the shell that opened it, until that one closes it. */
  opener: number | undefined;
  /** What was taken and put back. */
  rest: string;
  /** That shell, as long as it has it open, and processes beside it. */
  holders: number;
}

/** How long it takes until what was sent last has arrived, and was read, in microseconds. */
const SETTLING = 1000;

/** A new connection's open file. */
export function connected({ pid }: Shell, file: NetworkFile): Connected {
  return { kind: 'connected', file, opener: pid, rest: '', holders: 1 };
}

/** Takes what was put back, or what has come in. */
export function receive(connection: Connected): string | null {
  const { rest } = connection;
  connection.rest = '';
  return rest === '' ? connection.file.take() : rest;
}

/** Throws `BrokenPipe` when the connection has ended. */
export function send({ file }: Connected, text: string): Written {
  const written = file.write(text);
  if (!written.ok && written.error.errno === 'EPIPE') throw new BrokenPipe();
  return written;
}

/** Closes the connections that a shell had among its files and no longer has, once all that it wrote is sent. */
export function* leaveConnections(shell: Shell, before: ReadonlyMap<number, OpenFile>): Generator<Wait, void, void> {
  const gone = left(shell, before);
  if (gone.size === 0) return;
  for (const connection of gone) {
    const { file } = connection;
    while (!file.isSent) {
      yield { ready: () => !file.full };
      if (!file.write('').ok) break;
    }
    release(connection);
  }
  yield { until: shell.session.clock.now + SETTLING };
}

/** Closes them at once, where the shell was ended. */
export function dropConnections(shell: Shell, before: ReadonlyMap<number, OpenFile>): void {
  for (const connection of left(shell, before)) release(connection);
}

function left(shell: Shell, before: ReadonlyMap<number, OpenFile>): Set<Connected> {
  const gone = new Set<Connected>();
  for (const file of before.values()) if (file.kind === 'connected' && file.opener === shell.pid) gone.add(file);
  if (gone.size > 0) for (const file of shell.state.files.values()) gone.delete(file as Connected);
  return gone;
}

function release(connection: Connected): void {
  connection.opener = undefined;
  connection.holders -= 1;
  if (connection.holders === 0) connection.file.close();
}
