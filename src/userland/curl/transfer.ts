import { ERRNO, type Errno, strerror } from '../../kernel/errno.ts';
import type { StreamSocket } from '../../kernel/socket/requests.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import { lookupHost } from '../netbase/resolver.ts';
import { pace } from '../pace.ts';
import type { Process, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import type { Content } from './content.ts';
import type { CurlRequest } from './options.ts';
import type { Progress } from './progress.ts';
import { methodOf, requestHead, userOf } from './request.ts';
import { Body, parseHead, type ResponseHead } from './response.ts';
import { isKnownScheme, parseUrl, resolveUrl, type Url } from './url.ts';

/** How long a server has to refuse what is to be uploaded, in microseconds. */
const EXPECT_PATIENCE = 1_000_000;
const PROXY_PORT = 1080;

/** How long a connection may take without --connect-timeout, in microseconds. */
const CONNECT_PATIENCE = 300_000_000;

/** What curl takes to put away the last of an answer, in microseconds. */
const TIDYING = 300;

/** What the transfers of one command have in common. */
export interface Session {
  readonly progress: Progress;
  /** Connections so far. */
  connections: number;
  /** Hosts whose addresses are known. */
  readonly hosts: Set<string>;
}

/** One URL, and those it points to: what is asked, and what came of it. */
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
  private version = '1.1';
  output: string | undefined;
  private resumeFrom: number | undefined;
  /** The number of its connection. */
  private number = 0;
  private isWritten = false;

  constructor(
    private readonly process: Process,
    private readonly request: CurlRequest,
    /** Standard output, of which it fills a buffer first. */
    private readonly print: (text: string) => void,
    private readonly session: Session,
    private readonly content: Content | undefined,
    output: string | undefined,
  ) {
    this.output = output;
    this.started = process.system.kernel.now;
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
  fail(status: number, message: string, closes = false): number {
    this.message = message;
    this.times.total = this.elapsed;
    const { flags } = this.request;
    this.session.progress.end(this.received, this.received > 0 ? this.received : this.announced, this.elapsed);
    if (closes) this.note(`* Closing connection ${this.number}`);
    if (!flags.has('-s') || flags.has('-S')) this.process.stderr.write(`curl: (${status}) ${message}\n`);
    return status;
  }

  /** Says so in the notes, closes the connection, and fails. */
  private abandon(status: number, message: string): number {
    this.note(`* ${message}`);
    return this.fail(status, message, true);
  }

  /** The length that the server has named. */
  private get announced(): number | undefined {
    const length = this.head?.header('Content-Length');
    return length === undefined ? undefined : Number(length);
  }

  finish(): void {
    this.times.total = this.elapsed;
  }

  *run(text: string, redirects: number): Running {
    const { request, process } = this;
    if (redirects === 0) this.asked = text;
    this.redirects = redirects;
    this.head = undefined;
    const url = this.targetOf(text);
    if (url === undefined) return this.fail(3, 'URL using bad/illegal format or missing URL');
    this.url = url;
    const port = url.hasPort ? `:${url.port}` : '';
    this.effective = `${url.scheme}://${url.host}${port}${url.path}`;
    if (!isKnownScheme(url.scheme))
      return this.fail(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
    if (request.flags.has('-O') && this.output === undefined) {
      const name = url.path.replace(/\?.*/, '').replace(/^.*\//, '');
      if (name === '') {
        if (!request.flags.has('-s')) process.stderr.write('curl: Remote file name has no length!\n');
        return this.fail(23, 'Failed writing received data to disk/application');
      }
      this.output = name;
    }
    this.resumeFrom = this.resumption();
    if (this.session.hosts.has(url.host)) this.note(`* Hostname ${url.host} was found in DNS cache`);
    this.session.progress.begin();
    this.number = this.session.connections++;
    if (request.flags.has('-6') && parseIpv4(url.host) !== null) return this.fail(7, "Couldn't connect to server");
    const proxy = this.proxy();
    if (proxy === undefined) return this.fail(5, 'Unsupported proxy syntax in');
    for (const each of request.values.get('--resolve') ?? []) this.note(`* Added ${each} to DNS cache`);
    const there = proxy ?? this.elsewhere(url);
    const address = yield* this.resolve(there);
    if (address === undefined) {
      const message = `Could not resolve ${proxy === null ? 'host' : 'proxy'}: ${there.host}`;
      return this.abandon(proxy === null ? 6 : 5, message);
    }
    this.tried = address;
    this.session.hosts.add(url.host);
    this.times.resolved = this.elapsed;
    const socket = openSocket(process, 'tcp', { name: 'curl', pid: process.pid, fd: 5 });
    socket.setOptions({ noDelay: true });
    try {
      const failed = yield* this.connect(socket, there, address);
      if (failed !== undefined) return failed;
      if (url.scheme !== 'http') {
        const what = url.scheme === 'https' ? 'TLS' : `${url.scheme}://`;
        process.unsimulated(what, this.request.urls[0]?.index ?? 0);
        return this.fail(35, `${what} is not simulated`);
      }
      const user = userOf(request, url);
      if (user !== undefined) this.note(`* Server auth using Basic with user '${user.replace(/:.*/, '')}'`);
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

  /** The URL with what `-G` and `-T` add to it. */
  private targetOf(text: string): Url | undefined {
    const { flags, values } = this.request;
    const url = parseUrl(text, flags.has('--path-as-is'));
    if (url === undefined) return undefined;
    const file = values.get('-T')?.at(-1);
    if (file !== undefined && file !== '-' && url.path.endsWith('/'))
      return { ...url, path: url.path + file.replace(/^.*\//, '') };
    if (!flags.has('-G') || this.content === undefined) return url;
    return { ...url, path: `${url.path}${url.path.includes('?') ? '&' : '?'}${this.content.text}` };
  }

  /** What is sent behind the head. */
  private get sent(): Content | undefined {
    return this.request.flags.has('-G') ? undefined : this.content;
  }

  /** Where `-C` goes on. */
  private resumption(): number | undefined {
    const { process, output } = this;
    const from = this.request.values.get('-C')?.at(-1);
    if (from === undefined) return undefined;
    if (from !== '-') return Number(from) || undefined;
    const file =
      output === undefined ? undefined : process.system.fs.read(resolvePath(process.cwd, output), process.netns);
    return file?.ok && file.value !== '' ? encodeText(file.value).length : undefined;
  }

  /** Whom `--connect-to` names in place of a host. */
  private elsewhere(url: Url): Url {
    for (const each of this.request.values.get('--connect-to') ?? []) {
      const [host, port, toHost, toPort] = each.split(':');
      if ((host !== '' && host !== url.host) || (port !== '' && Number(port) !== url.port)) continue;
      if (toHost) this.note(`* Connecting to hostname: ${toHost}`);
      if (toPort) this.note(`* Connecting to port: ${toPort}`);
      return { ...url, host: toHost || url.host, port: toPort ? Number(toPort) : url.port };
    }
    return url;
  }

  private *resolve({ host, port }: Url): Generator<Wait, Ipv4 | undefined, void> {
    for (const each of this.request.values.get('--resolve') ?? []) {
      const [name, at, address] = each.split(':');
      if (name !== host || Number(at) !== port) continue;
      this.note(`* Hostname ${host} was found in DNS cache`);
      return parseIpv4(address ?? '') ?? undefined;
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
    const milliseconds = () => Math.floor((kernel.now - begun) / 1000);
    const giveUp = (status: number, why: string, late = 0) => {
      const message = `Failed to connect to ${host} port ${port} after ${milliseconds() + late} ms: ${why}`;
      return this.abandon(status, message);
    };
    if (own !== undefined) {
      const why = 'Failed binding local connection end';
      this.note(`* Failed to connect to ${host} port ${port} after ${milliseconds()} ms: ${why}`);
      return this.fail(45, own, true);
    }
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
    // With --connect-to curl 7.88 has no name to tell.
    this.note(
      `* Connected to ${this.proxy() !== null || this.url?.host === host ? host : '(nil)'} (${formatIpv4(address)}) port ${port} (#${this.number})`,
    );
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
      if (!device.ok) {
        this.note(`* Could not resolve host: ${from}`);
        this.note(`* Couldn't bind to '${from}'`);
        return `Couldn't bind to '${from}'`;
      }
    }
    if (from !== undefined && address !== null) {
      this.note(`* Name '${from}' family 2 resolved to '${from}' family 2`);
      this.note(`* Local port: ${port}`);
    }
    const bound = socket.bind(address ?? 0, port);
    if (bound.ok) return undefined;
    const { errno } = bound.error;
    const message = `bind failed with errno ${ERRNO[errno][0]}: ${strerror(errno)}`;
    this.note(`* ${message}`);
    return message;
  }

  private timeLeft(): number {
    return (this.request.maxTime ?? Number.POSITIVE_INFINITY) - this.elapsed;
  }

  private *exchange(socket: StreamSocket, url: Url): Running {
    const content = this.sent;
    this.method = methodOf(this.request, content);
    const head = requestHead(this.request, {
      url,
      byProxy: this.proxy() === null ? undefined : this.effective,
      version: this.version,
      content,
      resumeFrom: this.resumeFrom,
    });
    const body = content?.text ?? '';
    yield pace(this.process);
    this.requestLength += head.length;
    for (const line of head.split('\r\n').slice(0, -1)) this.note(`> ${line}\r`);
    const waits = content?.uploads === true && this.version !== '1.0';
    const failed = yield* this.send(socket, waits ? head : head + body);
    if (failed !== undefined) return this.broken('Send failure', failed);
    if (waits && !(yield* this.isRefused(socket))) {
      const lost = yield* this.send(socket, body);
      if (lost !== undefined) return this.broken('Send failure', lost);
      this.note(`} [${encodeText(body).length} bytes data]`);
      this.note('* We are completely uploaded and fine');
    } else if (!waits && body !== '' && !content?.form) this.note(`} [${encodeText(body).length} bytes data]`);
    return yield* this.receive(socket);
  }

  private *send(socket: StreamSocket, text: string): Generator<Wait, Errno | undefined, void> {
    for (let rest = encodeText(text); rest.length > 0; ) {
      if (!socket.writable()) yield { ready: () => socket.writable() };
      const written = socket.write(rest);
      if (written.ok) rest = rest.subarray(written.value);
      else if (written.error.errno !== 'EAGAIN') return written.error.errno;
    }
    return undefined;
  }

  /** Whether the server answers before it has what is to be uploaded (Expect: 100-continue). */
  private *isRefused(socket: StreamSocket): Generator<Wait, boolean, void> {
    const ready = () => socket.readable();
    yield { until: this.process.system.kernel.now + EXPECT_PATIENCE, ready };
    if (ready()) return true;
    this.note('* Done waiting for 100-continue');
    return false;
  }

  private broken(what: string, errno: Errno): number {
    return this.abandon(what.startsWith('Send') ? 55 : 56, `${what}: ${strerror(errno)}`);
  }

  private *receive(socket: StreamSocket): Running {
    const { process } = this;
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
        if (body === undefined) return this.abandon(52, 'Empty reply from server');
        return this.ended(body);
      }
      let text = decoding.decode(read.value);
      let size = read.value.length;
      if (body === undefined) {
        begun += text;
        const parsed = parseHead(begun);
        if (parsed === undefined) continue;
        if (parsed === null) return this.abandon(1, 'Received HTTP/0.9 when not allowed');
        body = this.begin(parsed.head);
        text = begun.slice(parsed.length);
        size = encodeText(text).length;
        const refusal = this.refusalOf(parsed.head);
        if (refusal !== undefined) return refusal;
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

  /** Ends where the head is enough to know that what follows is not wanted. */
  private refusalOf({ code, header }: ResponseHead): number | undefined {
    const { flags, values } = this.request;
    const limit = values.get('--max-filesize')?.at(-1);
    if (flags.has('-f') && code >= 400) return this.abandon(22, `The requested URL returned error: ${code}`);
    const { announced } = this;
    if (limit !== undefined && announced !== undefined && announced > Number(limit)) {
      this.note('* Maximum file size exceeded');
      this.session.progress.end(0, undefined, 0);
      return this.fail(63, 'Maximum file size exceeded', true);
    }
    if (this.resumeFrom === undefined || code === 206 || header('Content-Range') !== undefined) return undefined;
    if (announced !== this.resumeFrom)
      return this.abandon(33, "HTTP server doesn't seem to support byte ranges. Cannot resume.");
    this.note('* The entire document is already downloaded');
    this.session.progress.end(0, announced, 0);
    this.note(`* Closing connection ${this.number}`);
    return 0;
  }

  /** The head is there: shows it where it is wanted, and finds out how the body ends. */
  private begin(head: ResponseHead): Body {
    const { flags } = this.request;
    this.head = head;
    if (head.version === '1.0') {
      this.version = '1.0';
      this.note('* HTTP 1.0, assume close after body');
    }
    const isRefused = flags.has('-f') && head.code >= 400;
    for (const line of head.text.split(/\r?\n/).slice(0, isRefused ? -2 : -1)) this.note(`< ${line}\r`);
    this.dump(head.text);
    if (flags.has('-I') || flags.has('-i')) this.write(head.text);
    return new Body(head, this.method === 'HEAD');
  }

  /** `-D`. */
  private dump(text: string): void {
    const { process } = this;
    const file = this.request.values.get('-D')?.at(-1);
    if (file === '-') this.print(text);
    else if (file !== undefined)
      process.system.fs.write(
        resolvePath(process.cwd, file),
        text,
        this.redirects > 0 ? 'append' : 'truncate',
        process.netns,
      );
  }

  private timedOut(body: Body | undefined): number {
    const milliseconds = Math.floor(this.elapsed / 1000) + 1;
    const of = body?.expected === undefined ? '' : ` out of ${body.expected}`;
    const message = `Operation timed out after ${milliseconds} milliseconds with ${this.received}${of} bytes received`;
    return this.abandon(28, message);
  }

  private ended(body: Body): number {
    const missing = body.missing;
    if (missing > 0) return this.abandon(18, `transfer closed with ${missing} bytes remaining to read`);
    if (this.output !== undefined && !this.isWritten) this.write('');
    this.session.progress.end(this.received, this.announced ?? body.expected, this.elapsed);
    const closes = this.version === '1.0' || this.head?.header('Connection')?.toLowerCase() === 'close';
    this.note(
      closes || !body.hasEnd
        ? `* Closing connection ${this.number}`
        : `* Connection #${this.number} to host ${this.url?.host} left intact`,
    );
    const { code } = this.head!;
    return this.request.flags.has('--fail-with-body') && code >= 400
      ? this.fail(22, `The requested URL returned error: ${code}`)
      : 0;
  }

  private write(text: string): boolean {
    const { process, output } = this;
    if (output === undefined || output === '-') {
      this.print(text);
      return true;
    }
    const path = resolvePath(process.cwd, output);
    const written = process.system.fs.write(
      path,
      text,
      this.isWritten || this.resumeFrom !== undefined ? 'append' : 'truncate',
      process.netns,
    );
    this.isWritten = true;
    if (written.ok) return true;
    if (!this.request.flags.has('-s'))
      process.stderr.write(`Warning: Failed to open the file ${output}: ${errorText(written.error.errno)}\n`);
    return false;
  }
}
