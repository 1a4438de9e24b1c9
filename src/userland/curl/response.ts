/** The head of an HTTP answer. */
export interface ResponseHead {
  readonly version: string;
  readonly code: number;
  /** The lines as they came, the empty one that ends them included. */
  readonly text: string;
  header(name: string): string | undefined;
}

/** The head at the beginning of what came, and how long it is; undefined while it is not complete, `null` when it is none. */
export function parseHead(text: string): { readonly head: ResponseHead; readonly length: number } | undefined | null {
  if (!'HTTP/'.startsWith(text.slice(0, 5))) return null;
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return undefined;
  const length = end.index + end[0].length;
  const head = text.slice(0, length);
  const status = /^HTTP\/([\d.]+) (\d{3})/.exec(head);
  if (status === null) return null;
  const header = (name: string) => {
    const line = head.split(/\r?\n/).find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line?.slice(name.length + 1).trim();
  };
  return { head: { version: status[1]!, code: Number(status[2]), text: head, header }, length };
}

/** Takes the chunks of a body apart as it comes (RFC 9112 §7.1). Lengths count letters: bodies here are text. */
export class Chunks {
  private rest = '';
  done = false;

  /** The data of the chunks that are complete. */
  take(text: string): string {
    this.rest += text;
    let data = '';
    for (;;) {
      const size = /^([\da-f]+)[^\n]*\r?\n/i.exec(this.rest);
      if (size === null) return data;
      const length = Number.parseInt(size[1]!, 16);
      if (length === 0) {
        this.done = true;
        return data;
      }
      const start = size[0].length;
      if (this.rest.length < start + length + 2) return data;
      data += this.rest.slice(start, start + length);
      this.rest = this.rest.slice(start + length).replace(/^\r?\n/, '');
    }
  }
}

/** The body of an answer as it comes: with a length, in chunks, or up to the end of the connection. */
export class Body {
  readonly expected: number | undefined;
  private readonly chunks: Chunks | undefined;
  private received = 0;

  constructor(head: ResponseHead, isHead: boolean) {
    const length = head.header('Content-Length');
    const none = isHead || head.code === 204 || head.code === 304 || head.code < 200;
    this.chunks = !none && /chunked/i.test(head.header('Transfer-Encoding') ?? '') ? new Chunks() : undefined;
    if (this.chunks === undefined) this.expected = none ? 0 : length === undefined ? undefined : Number(length);
  }

  /** Its end is known from what came, not from the end of the connection. */
  get hasEnd(): boolean {
    return this.expected !== undefined || this.chunks !== undefined;
  }

  get isComplete(): boolean {
    return this.chunks?.done ?? (this.expected !== undefined && this.received >= this.expected);
  }

  get missing(): number {
    return this.expected === undefined ? 0 : Math.max(this.expected - this.received, 0);
  }

  take(text: string, size: number): string {
    this.received += size;
    return this.chunks === undefined ? text : this.chunks.take(text);
  }
}
