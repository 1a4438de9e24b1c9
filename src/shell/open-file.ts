import type { Input, Output, Process } from '../userland/process.ts';
import { type Connected, receive, send } from './connected.ts';
import { BrokenPipe } from './control.ts';
import type { Pipe } from './pipe.ts';

type FileSystem = Process['system']['fs'];

/**
 * An open file description (open(2)): descriptors that were duplicated share one, its offset too. Plain data, so that a
 * shell's state can be copied.
 */
export type OpenFile =
  | { readonly kind: 'terminal'; readonly stream: 'stdin' | 'stdout' | 'stderr' }
  | {
      readonly kind: 'file';
      readonly path: string;
      offset: number;
      readonly mode: 'read' | 'write' | 'append' | 'both';
    }
  | { readonly kind: 'text'; rest: string }
  | { readonly kind: 'capture'; text: string; holders: number }
  | { readonly kind: 'reading'; readonly pipe: Pipe }
  | { readonly kind: 'writing'; readonly pipe: Pipe }
  /** What a program gave a shell that it started: read or written by the program itself. */
  | { readonly kind: 'given'; readonly input?: Input; readonly output?: Output }
  | Connected;

/** What reading and writing need of their surroundings. */
export interface FileAccess {
  readonly fs: FileSystem;
  readonly netns: Process['netns'];
  terminal(stream: 'stdout' | 'stderr', text: string): void;
}

/** An error's symbolic name, or undefined for success. */
type Failure = ReturnType<FileSystem['remove']>;

const DONE: Failure = { ok: true, value: undefined };
const BAD: Failure = { ok: false, error: { errno: 'EBADF' } };

/** Takes what is there: '' when nothing has come yet, null at the end. */
export function take(file: OpenFile, access: FileAccess): string | null {
  switch (file.kind) {
    case 'text': {
      const text = file.rest;
      file.rest = '';
      return text === '' ? null : text;
    }
    case 'reading':
      return file.pipe.take();
    case 'given':
      return file.input?.take() ?? null;
    case 'connected':
      return receive(file);
    case 'file': {
      const content = access.fs.read(file.path, access.netns);
      if (!content.ok) return null;
      const text = content.value.slice(file.offset);
      file.offset = Math.max(file.offset, content.value.length);
      return text === '' ? null : text;
    }
    default:
      return null;
  }
}

/** Puts back what was taken too much, as a program that reads byte by byte leaves the rest to the next one. */
export function unread(file: OpenFile, text: string): void {
  if (text === '') return;
  if (file.kind === 'text' || file.kind === 'connected') file.rest = text + file.rest;
  else if (file.kind === 'reading') file.pipe.unread(text);
  else if (file.kind === 'file') file.offset -= text.length;
}

/** True when `take` would not answer ''. */
export function isReady(file: OpenFile): boolean {
  if (file.kind === 'connected') return file.rest !== '' || file.file.ready;
  if (file.kind === 'given') return file.input?.ready() ?? true;
  return file.kind !== 'reading' || file.pipe.readable;
}

/** Writes, and answers what write(2) does. Throws `BrokenPipe` when nobody reads the pipe any more. */
export function write(file: OpenFile, text: string, access: FileAccess): Failure {
  switch (file.kind) {
    case 'terminal':
      if (file.stream === 'stdin') return BAD;
      access.terminal(file.stream, text);
      return DONE;
    case 'capture':
      file.text += text;
      return DONE;
    case 'writing':
      if (!file.pipe.write(text)) throw new BrokenPipe();
      return DONE;
    case 'given':
      if (file.output === undefined) return BAD;
      file.output.write(text);
      return DONE;
    case 'connected':
      return send(file, text);
    case 'file':
      if (file.mode === 'read') return BAD;
      return writeAt(file, text, access);
    default:
      return BAD;
  }
}

/** Writes at the descriptor's own offset, as write(2) does unless the file was opened to append. */
function writeAt(file: Extract<OpenFile, { kind: 'file' }>, text: string, { fs, netns }: FileAccess): Failure {
  const { path, offset } = file;
  file.offset += text.length;
  // Each write to one of the kernel's own files is a value by itself.
  const old = file.mode === 'append' || /^\/(?:proc|sys|dev)\//.test(path) ? undefined : fs.read(path, netns);
  if (!old?.ok || old.value.length === offset) return fs.write(path, text, 'append', netns);
  const before = old.value.slice(0, offset).padEnd(offset, '\0');
  return fs.write(path, before + text + old.value.slice(offset + text.length), 'truncate', netns);
}

/** True when a writer should wait before it writes more. */
export function isFull(file: OpenFile): boolean {
  if (file.kind === 'connected') return file.file.full;
  return file.kind === 'writing' && file.pipe.full;
}

/** Counts a process that holds the file open (`by` 1) or lets it go (-1). */
export function hold(file: OpenFile, by: 1 | -1): void {
  if (file.kind === 'reading') file.pipe.readers += by;
  else if (file.kind === 'writing') file.pipe.writers += by;
  else if (file.kind === 'capture') file.holders += by;
  else if (file.kind === 'connected') {
    file.holders += by;
    if (file.holders === 0) file.file.close();
  }
}
