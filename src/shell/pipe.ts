/** How much a pipe holds before its writers wait. Less than Linux's 64 KiB, so that endless writers notice soon. */
const CAPACITY = 4096;

/** A pipe (pipe(7)): ends when its last writer has gone; a write with no reader left fails. */
export class Pipe {
  #buffer = '';
  readers = 0;
  writers = 0;

  get readable(): boolean {
    return this.#buffer !== '' || this.writers === 0;
  }

  get full(): boolean {
    return this.#buffer.length >= CAPACITY && this.readers > 0;
  }

  take(): string | null {
    const text = this.#buffer;
    this.#buffer = '';
    return text === '' && this.writers === 0 ? null : text;
  }

  unread(text: string): void {
    this.#buffer = text + this.#buffer;
  }

  /** False when nobody reads any more. */
  write(text: string): boolean {
    if (this.readers === 0) return false;
    this.#buffer += text;
    return true;
  }
}
