import { EPOCH } from '../../kernel/epoch.ts';
import { formatTime } from '../coreutils/printf.ts';
import { resolvePath } from '../file-system.ts';
import type { Inheritance, Input, Process, Wait } from '../process.ts';
import { bytesOf, textOfBytes } from './bytes.ts';
import type { Surroundings } from './execute.ts';
import { RecordReader } from './records.ts';

/** Where `print` goes and what `getline` reads: standard output and input, files, and commands, which sh(1) runs. */
export class Streams implements Surroundings {
  /** Files that are written, and what goes to each command, which runs once that is closed. */
  readonly #written = new Set<string>();
  readonly #fed = new Map<string, string>();
  #held = '';
  /** What reads files, and what reads from commands, with their status. */
  readonly #readers = new Map<string, RecordReader>();
  readonly #commands = new Map<string, { readonly reader: RecordReader; readonly status: number }>();

  constructor(private readonly process: Process) {}

  print(bytes: string, redirect: { readonly operator: string; readonly to: string } | undefined): void {
    const { process } = this;
    const text = textOfBytes(bytes);
    const to = redirect?.to ?? '-';
    if (redirect?.operator === '|') this.#feed(to, text);
    else if (to === '-' || to === '/dev/stdout') this.#out(text);
    else if (to === '/dev/stderr') process.stderr.write(text);
    else {
      const how = redirect?.operator === '>' && !this.#written.has(to) ? 'truncate' : 'append';
      this.#written.add(to);
      process.system.fs.write(this.#path(to), text, how, process.netns);
    }
  }

  #feed(command: string, text: string): void {
    const before = this.#fed.get(command);
    if (before === undefined) this.flush();
    this.#fed.set(command, (before ?? '') + text);
  }

  /** Standard output is written late, but before any command starts: that is seen only while one is fed. */
  #out(text: string): void {
    if (this.#fed.size > 0 || this.#held !== '') this.#held += text;
    else this.process.stdout.write(text);
  }

  flush(): void {
    this.process.stdout.write(this.#held);
    this.#held = '';
  }

  file(path: string): RecordReader | undefined {
    const { process } = this;
    if (path === '-' || path === '/dev/stdin') return new RecordReader(process.stdin, bytesOf);
    const content = process.system.fs.read(this.#path(path), process.netns);
    return content.ok ? new RecordReader(inputOf(content.value), bytesOf) : undefined;
  }

  opened(path: string): RecordReader | undefined {
    const reader = this.#readers.get(path) ?? this.file(path);
    if (reader !== undefined) this.#readers.set(path, reader);
    return reader;
  }

  *command(command: string): Generator<Wait, RecordReader, void> {
    const open = this.#commands.get(command);
    if (open !== undefined) return open.reader;
    this.flush();
    let text = '';
    const stdout = {
      write: (piece: string) => {
        text += piece;
      },
    };
    const status = yield* this.#shell('/bin/sh', command, { stdout });
    const reader = new RecordReader(inputOf(text), bytesOf);
    this.#commands.set(command, { reader, status });
    return reader;
  }

  system(command: string): Generator<Wait, number, void> {
    this.flush();
    return this.#shell('sh', command, {});
  }

  *close(name: string): Generator<Wait, number, void> {
    const fed = this.#fed.get(name);
    if (fed !== undefined) {
      this.#fed.delete(name);
      return yield* this.#shell('sh', name, { stdin: inputOf(fed) });
    }
    const status = this.#commands.get(name)?.status;
    this.#commands.delete(name);
    const isFile = this.#readers.delete(name) || this.#written.delete(name);
    return status ?? (isFile ? 0 : -1);
  }

  /** Closes what is open, the latest first. */
  *finish(): Generator<Wait, void, void> {
    for (const command of [...this.#fed.keys()].reverse()) yield* this.close(command);
    this.flush();
  }

  now(): number {
    return Math.floor(EPOCH + this.process.system.kernel.now / 1_000_000);
  }

  formatTime(format: string, seconds: number): string {
    return formatTime(format, seconds);
  }

  *#shell(name: string, command: string, changes: Inheritance): Generator<Wait, number, void> {
    const running = this.process.spawn([name, '-c', textOfBytes(command)], [], changes);
    return running === undefined ? 127 : yield* running;
  }

  #path(path: string): string {
    return resolvePath(this.process.cwd, textOfBytes(path));
  }
}

/** A stream that holds this text and then ends. */
function inputOf(text: string): Input {
  let rest: string | null = text === '' ? null : text;
  return {
    take: () => {
      const taken = rest;
      rest = null;
      return taken;
    },
    ready: () => true,
  };
}
