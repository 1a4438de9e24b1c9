import { type Errno, strerror } from '../../kernel/errno.ts';
import type { StreamSocket } from '../../kernel/socket/requests.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import { encoded } from '../coreutils/base64.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import { lookupHost } from '../netbase/resolver.ts';
import { pace } from '../pace.ts';
import type { Process, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import type { CurlRequest } from './options.ts';
import { Progress } from './progress.ts';
import { Chunks, parseHead, type ResponseHead } from './response.ts';
import { parseUrl, resolveUrl, type Url } from './url.ts';

const PROXY_PORT = 1080;

/** How long a connection may take without --connect-timeout, in microseconds. */
const CONNECT_PATIENCE = 300_000_000;

/** One URL, and those it points to: what is asked, and what came of it. */
/** What curl takes to put away the last of an answer, in microseconds. */
const TIDYING = 300;

export class Transfer {
  url: Url | undefined;
  asked = '';
  effective = '';
  method = 'GET';
  head: ResponseHead | undefined;
  received = 0;
  requestLength = 0;
  connects = 0;
  redirects = 0;
  message: string | undefined;
  /** The address of the host, once that is known. */
  tried: Ipv4 | undefined;
  remote: { readonly address: Ipv4; readonly port: number } | undefined;
  local: { readonly address: Ipv4; readonly port: number } | undefined;
  /** Microseconds since the beginning. */
  readonly times: { resolved?: number; connected?: number; begun?: number; total?: number } = {};
  private readonly started: number;
  private readonly progress: Progress;
  private version = '1.1';
  private output: string | undefined;
  private isWritten = false;

  constructor(
    private readonly process: Process,
    private readonly request: CurlRequest,
    /** Standard output, of which it fills a buffer first. */
    private readonly print: (text: string) => void,
    output: string | undefined,
  ) {
    this.output = output;
    this.started = process.system.kernel.now;
    this.progress = new Progress(process, request.flags.has('-s'));
    if (request.flags.has('-0')) this.version = '1.0';
  }

  /** Where the answer points to. */
  get location(): string | undefined {
    const { head } = this;
    return head !== undefined && head.code >= 300 && head.code < 400 ? head.header('Location') : undefined;
  }

  get redirectUrl(): string | undefined {
    return this.location === undefined || this.url === undefined ? undefined : resolveUrl(this.url, this.location);
  }

  private get elapsed(): number {
    return this.process.system.kernel.now - this.started;
  }

  private note(text: string): void {
    if (this.request.flags.has('-v')) this.process.stderr.write(`${text}\n`);
  }

  /** Ends with one of curl's exit statuses and says why, unless it is to be silent. */
  fail(status: number, message: string): number {
    this.message = message;
    this.times.total = this.elapsed;
    const { flags } = this.request;
    if (!flags.has('-s')) this.progress.end(0, undefined, 0);
    if (!flags.has('-s') || flags.has('-S')) this.process.stderr.write(`curl: (${status}) ${message}\n`);
    return status;
  }

  finish(): void {
    this.times.total = this.elapsed;
  }

  *run(text: string, redirects: number): Running {
    const { request, process } = this;
    if (redirects === 0) this.asked = text;
    this.redirects = redirects;
    this.head = undefined;
    const url = parseUrl(text);
    if (url === undefined) return this.fail(3, 'URL using bad/illegal format or missing URL');
    this.url = url;
    const port = url.hasPort ? `:${url.port}` : '';
    this.effective = `${url.scheme}://${url.host}${port}${url.path}`;
    if (url.scheme !== 'http' && url.scheme !== 'https')
      return this.fail(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
    if (request.flags.has('-O') && this.output === undefined) {
      const name = url.path.replace(/\?.*/, '').replace(/^.*\//, '');
      if (name === '') return this.fail(23, 'Remote file name has no length!');
      this.output = name;
    }
    this.progress.begin();
    if (request.flags.has('-6') && parseIpv4(url.host) !== null) return this.fail(7, "Couldn't connect to server");
    const proxy = this.proxy();
    if (proxy === undefined) return this.fail(5, 'Unsupported proxy syntax in');
    const there = proxy ?? url;
    const address = yield* this.resolve(there);
    if (address === undefined)
      return proxy === null
        ? this.fail(6, `Could not resolve host: ${url.host}`)
        : this.fail(5, `Could not resolve proxy: ${proxy.host}`);
    this.tried = address;
    this.times.resolved = this.elapsed;
    const socket = openSocket(process, 'tcp', { name: 'curl', pid: process.pid, fd: 5 });
    socket.setOptions({ noDelay: true });
    try {
      const failed = yield* this.connect(socket, there, address);
      if (failed !== undefined) return failed;
      if (url.scheme === 'https') {
        process.unsimulated('TLS', this.request.urls[0]?.index ?? 0);
        return this.fail(35, 'TLS is not simulated');
      }
      const status = yield* this.exchange(socket, url);
      // A server that closes when it has answered is the first to do so.
      yield { until: process.system.kernel.now + TIDYING };
      return status;
    } finally {
      socket.close();
    }
  }

  /** Who is asked in place of the host (`-x`): null for nobody, undefined for words that name nobody. */
  private proxy(): Url | null | undefined {
    const word = this.request.values.get('-x')?.at(-1) ?? '';
    if (word === '') return null;
    const url = parseUrl(/:\/\//.test(word) ? word : `http://${word}`);
    // Without a port it is 1080, whatever the scheme.
    return url && { ...url, port: /:\d+\/?$/.test(word) ? url.port : PROXY_PORT };
  }

  private *resolve({ host, port }: Url): Generator<Wait, Ipv4 | undefined, void> {
    for (const each of this.request.values.get('--resolve') ?? []) {
      const [name, at, address] = each.split(':');
      if (name === host && Number(at) === port) return parseIpv4(address ?? '') ?? undefined;
    }
    const found = yield* lookupHost(this.process, host);
    return typeof found === 'number' ? found : undefined;
  }

  /** Makes the connection; the exit status when there is none. */
  private *connect(
    socket: StreamSocket,
    { host, port }: Url,
    address: Ipv4,
  ): Generator<Wait, number | undefined, void> {
    const { request, process } = this;
    const { kernel } = process.system;
    const begun = kernel.now;
    this.note(`*   Trying ${formatIpv4(address)}:${port}...`);
    const own = this.bind(socket);
    if (own !== undefined) return this.fail(45, own);
    const milliseconds = () => Math.floor((kernel.now - begun) / 1000);
    const giveUp = (status: number, why: string, late = 0) => {
      const message = `Failed to connect to ${host} port ${port} after ${milliseconds() + late} ms: ${why}`;
      this.note(`* ${message}`);
      this.note('* Closing connection 0');
      return this.fail(status, message);
    };
    const connecting = socket.connect(address, port);
    if (!connecting.ok) {
      this.note(`* Immediate connect fail for ${formatIpv4(address)}: ${strerror(connecting.error.errno)}`);
      return giveUp(7, "Couldn't connect to server");
    }
    const patience = Math.min(request.connectTimeout ?? CONNECT_PATIENCE, this.timeLeft());
    yield { until: kernel.now + patience, ready: () => socket.state !== 'SYN_SENT' };
    if (socket.state === 'SYN_SENT') {
      if (this.timeLeft() <= 0) return this.fail(28, `Connection timed out after ${milliseconds() + 1} milliseconds`);
      this.note(`* ipv4 connect timeout after ${milliseconds()}ms, move on!`);
      return giveUp(28, 'Timeout was reached', 1);
    }
    const error = socket.takeError();
    if (error !== undefined) {
      this.note(`* connect to ${formatIpv4(address)} port ${port} failed: ${strerror(error)}`);
      return giveUp(7, "Couldn't connect to server");
    }
    this.connects++;
    this.remote = socket.peer();
    this.local = socket.local();
    this.times.connected = this.elapsed;
    this.note(`* Connected to ${host} (${formatIpv4(address)}) port ${port} (#0)`);
    return undefined;
  }

  /** `--interface` and `--local-port`; what is wrong with them. */
  private bind(socket: StreamSocket): string | undefined {
    const { values } = this.request;
    const from = values.get('--interface')?.at(-1);
    const port = Number(values.get('--local-port')?.at(-1)?.split('-')[0] ?? 0);
    if (from === undefined && port === 0) return undefined;
    const address = from === undefined ? 0 : parseIpv4(from.replace(/^host!/, ''));
    if (from !== undefined && address === null) {
      const device = socket.setOptions({ device: from.replace(/^if!/, '') });
      if (!device.ok) return `Couldn't bind to '${from}'`;
    }
    if (from !== undefined && address !== null) {
      this.note(`* Name '${from}' family 2 resolved to '${from}' family 2`);
      this.note(`* Local port: ${port}`);
    }
    const bound = socket.bind(address ?? 0, port);
    return bound.ok ? undefined : `bind failed with errno ${bound.error.errno}: ${strerror(bound.error.errno)}`;
  }

  private timeLeft(): number {
    return (this.request.maxTime ?? Number.POSITIVE_INFINITY) - this.elapsed;
  }

  private requestText(url: Url): { readonly head: string; readonly body: string } {
    const { flags, values } = this.request;
    const data = values.get('-d')?.join('&');
    this.method = values.get('-X')?.at(-1) ?? (flags.has('-I') ? 'HEAD' : data === undefined ? 'GET' : 'POST');
    const isByProxy = this.proxy() !== null;
    const own = values.get('-H') ?? [];
    const isGiven = (name: string) => own.some((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    const agent = values.get('-A')?.at(-1) ?? 'curl/7.88.1';
    const standard: (readonly [string, string])[] = [
      ['Host', `${url.host}${url.hasPort ? `:${url.port}` : ''}`],
      ...(values.get('-u')?.slice(-1) ?? []).map(
        (user) => ['Authorization', `Basic ${encoded(encodeText(user))}`] as const,
      ),
      ...(values.get('-r')?.slice(-1) ?? []).map((range) => ['Range', `bytes=${range}`] as const),
      ...(agent === '' ? [] : [['User-Agent', agent] as const]),
      ['Accept', '*/*'],
      ...(isByProxy ? [['Proxy-Connection', 'Keep-Alive'] as const] : []),
      ...(values.get('-e')?.slice(-1) ?? []).flatMap((page) => (page === '' ? [] : [['Referer', page] as const])),
      ...(values.has('-b') ? [['Cookie', values.get('-b')!.join(';')] as const] : []),
    ];
    const host = own.find((each) => /^host:/i.test(each));
    const lines = [
      `${this.method} ${isByProxy ? this.effective : url.path} HTTP/${this.version}`,
      ...standard.flatMap(([name, value]) => {
        if (name === 'Host' && host !== undefined) return [host];
        return isGiven(name) ? [] : [`${name}: ${value}`];
      }),
      ...own.filter((each) => !/^host:/i.test(each) && !/:\s*$/.test(each)).map((each) => each.replace(/;$/, ':')),
    ];
    if (data !== undefined) {
      if (!isGiven('Content-Length')) lines.push(`Content-Length: ${encodeText(data).length}`);
      if (!isGiven('Content-Type')) lines.push('Content-Type: application/x-www-form-urlencoded');
    }
    return { head: `${lines.join('\r\n')}\r\n\r\n`, body: data ?? '' };
  }

  private *exchange(socket: StreamSocket, url: Url): Running {
    const { head, body } = this.requestText(url);
    yield pace(this.process);
    const bytes = encodeText(head + body);
    this.requestLength += head.length;
    for (const line of head.split('\r\n').slice(0, -1)) this.note(`> ${line}\r`);
    for (let rest = bytes; rest.length > 0; ) {
      if (!socket.writable()) yield { ready: () => socket.writable() };
      const written = socket.write(rest);
      if (written.ok) rest = rest.subarray(written.value);
      else if (written.error.errno !== 'EAGAIN') return this.broken('Send failure', written.error.errno);
    }
    if (body !== '') this.note(`} [${encodeText(body).length} bytes data]`);
    return yield* this.receive(socket);
  }

  private broken(what: string, errno: Errno): number {
    const message = `${what}: ${strerror(errno)}`;
    this.note(`* ${message}`);
    this.note('* Closing connection 0');
    return this.fail(what.startsWith('Send') ? 55 : 56, message);
  }

  private *receive(socket: StreamSocket): Running {
    const { request, process } = this;
    const { kernel } = process.system;
    const decoding = new TextDecoding();
    let begun = '';
    let body: Body | undefined;
    for (;;) {
      if (!socket.readable()) {
        const left = this.timeLeft();
        const ready = () => socket.readable();
        yield Number.isFinite(left) ? { until: kernel.now + Math.max(left, 0), ready } : { ready };
        if (!ready()) return this.timedOut(body);
      }
      const read = socket.read();
      if (!read.ok && read.error.errno === 'EAGAIN') continue;
      if (!read.ok) return this.broken('Recv failure', read.error.errno);
      this.times.begun ??= this.elapsed;
      if (read.value.length === 0) {
        if (body === undefined) {
          this.note('* Empty reply from server');
          this.note('* Closing connection 0');
          return this.fail(52, 'Empty reply from server');
        }
        return this.ended(body);
      }
      let text = decoding.decode(read.value);
      let size = read.value.length;
      if (body === undefined) {
        begun += text;
        const parsed = parseHead(begun);
        if (parsed === undefined) continue;
        if (parsed === null) {
          this.note('* Received HTTP/0.9 when not allowed');
          this.note('* Closing connection 0');
          return this.fail(1, 'Received HTTP/0.9 when not allowed');
        }
        body = this.begin(parsed.head);
        text = begun.slice(parsed.length);
        size = encodeText(text).length;
        const { code } = parsed.head;
        if (request.flags.has('-f') && code >= 400) {
          this.note(`* The requested URL returned error: ${code}`);
          this.note('* Closing connection 0');
          return this.fail(22, `The requested URL returned error: ${code}`);
        }
      }
      if (text !== '') {
        this.note(`{ [${size} bytes data]`);
        const data = body.take(text, size);
        this.received += encodeText(data).length;
        if (data !== '' && !this.write(data)) return this.fail(23, 'Failure writing output to destination');
      }
      if (body.isComplete) return this.ended(body);
    }
  }

  /** The head is there: shows it where it is wanted, and finds out how the body ends. */
  private begin(head: ResponseHead): Body {
    const { flags } = this.request;
    this.head = head;
    if (head.version === '1.0') {
      this.version = '1.0';
      this.note('* HTTP 1.0, assume close after body');
    }
    for (const line of head.text.split(/\r?\n/).slice(0, -1)) this.note(`< ${line}\r`);
    if (flags.has('-I') || flags.has('-i')) this.write(head.text);
    return new Body(head, this.method === 'HEAD');
  }

  private timedOut(body: Body | undefined): number {
    const milliseconds = Math.floor(this.elapsed / 1000) + 1;
    const of = body?.expected === undefined ? '' : ` out of ${body.expected}`;
    const message = `Operation timed out after ${milliseconds} milliseconds with ${this.received}${of} bytes received`;
    this.note(`* ${message}`);
    this.note('* Closing connection 0');
    return this.fail(28, message);
  }

  private ended(body: Body): number {
    const missing = body.missing;
    if (missing > 0) {
      const message = `transfer closed with ${missing} bytes remaining to read`;
      this.note(`* ${message}`);
      this.note('* Closing connection 0');
      return this.fail(18, message);
    }
    if (this.output !== undefined && !this.isWritten) this.write('');
    this.progress.end(this.received, body.expected, this.elapsed);
    const closes = this.version === '1.0' || this.head?.header('Connection')?.toLowerCase() === 'close';
    this.note(
      closes || !body.hasEnd ? '* Closing connection 0' : `* Connection #0 to host ${this.url?.host} left intact`,
    );
    return 0;
  }

  private write(text: string): boolean {
    const { process, output } = this;
    if (output === undefined || output === '-') {
      this.print(text);
      return true;
    }
    const path = resolvePath(process.cwd, output);
    const written = process.system.fs.write(path, text, this.isWritten ? 'append' : 'truncate', process.netns);
    this.isWritten = true;
    if (written.ok) return true;
    if (!this.request.flags.has('-s'))
      process.stderr.write(`Warning: Failed to open the file ${output}: ${errorText(written.error.errno)}\n`);
    return false;
  }
}

/** The body of an answer as it comes: with a length, in chunks, or up to the end of the connection. */
class Body {
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
