import { EPOCH } from '../../kernel/epoch.ts';
import type { StreamSocket } from '../../kernel/socket/requests.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatTime } from '../coreutils/printf.ts';
import { encodeText, TextDecoding } from '../encoding.ts';
import { pace } from '../pace.ts';
import type { Process, Running, Wait } from '../process.ts';
import { errorPage, fileFor, listing, type Served } from './http-files.ts';
import { PYTHON_VERSION } from './version.ts';

const SERVER = `SimpleHTTP/0.6 Python/${PYTHON_VERSION}`;

/** What the server answers with. */
interface Response {
  readonly code: number;
  readonly message: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** Logged as an error before the request is. */
  readonly isError?: boolean;
}

/** Serves one connection: a request, its answer, and the end (SimpleHTTPRequestHandler with HTTP/1.0). */
export function* serveRequest(process: Process, socket: StreamSocket, directory: string): Running {
  try {
    const head = yield* readHead(socket);
    if (head === undefined) return 0;
    const [line = ''] = head.split(/\r?\n/);
    if (line === '') return 0;
    const response = answerTo(process, directory, line);
    const log = (text: string) =>
      process.stderr.write(`${formatIpv4(socket.peer().address)} - - [${stamp(process)}] ${text}\n`);
    if (response.isError) log(`code ${response.code}, message ${response.message}`);
    log(`"${line}" ${response.code} -`);
    // HTTP/0.9 knows no headers.
    const isOld = /^\S+\s+\S+$/.test(line);
    if (!isOld) yield* send(process, socket, headOf(process, response));
    if (!line.startsWith('HEAD ') && response.body !== '') yield* send(process, socket, response.body);
    socket.shutdown();
    return 0;
  } finally {
    socket.close();
  }
}

/** The lines up to the empty one; undefined when the client left before. */
function* readHead(socket: StreamSocket): Generator<Wait, string | undefined, void> {
  const decoding = new TextDecoding();
  let text = '';
  while (!/\r?\n\r?\n/.test(text)) {
    if (!socket.readable()) yield { ready: () => socket.readable() };
    const read = socket.read();
    if (!read.ok && read.error.errno === 'EAGAIN') continue;
    if (!read.ok) return undefined;
    if (read.value.length === 0) return text.includes('\n') ? text : undefined;
    text += decoding.decode(read.value);
  }
  return text;
}

function* send(process: Process, socket: StreamSocket, text: string): Generator<Wait, void, void> {
  yield pace(process);
  for (let rest = encodeText(text); rest.length > 0; ) {
    if (!socket.writable()) yield { ready: () => socket.writable() };
    const written = socket.write(rest);
    if (written.ok) rest = rest.subarray(written.value);
    else if (written.error.errno !== 'EAGAIN') return;
  }
}

function answerTo(process: Process, directory: string, line: string): Response {
  const words = line.trim().split(/\s+/);
  const [method = '', target = '', version] = words;
  const failed = (code: number, message: string, explanation: string): Response => ({
    code,
    message,
    isError: true,
    headers: [
      ['Connection', 'close'],
      ['Content-Type', 'text/html;charset=utf-8'],
      ['Content-Length', String(encodeText(errorPage(code, message, explanation)).length)],
    ],
    body: errorPage(code, message, explanation),
  });
  const badRequest = 'Bad request syntax or unsupported method';
  if (words.length > 3 || words.length === 1) return failed(400, `Bad request syntax ('${line}')`, badRequest);
  if (version !== undefined && !/^HTTP\/\d+\.\d+$/.test(version))
    return failed(400, `Bad request version ('${version}')`, badRequest);
  if (method !== 'GET' && method !== 'HEAD')
    return failed(501, `Unsupported method ('${method}')`, 'Server does not support this operation');
  const served = fileFor(process, directory, target);
  if (served === undefined) return failed(404, 'File not found', 'Nothing matches the given URI');
  return {
    code: served.location === undefined ? 200 : 301,
    message: served.location === undefined ? 'OK' : 'Moved Permanently',
    ...found(process, served),
  };
}

function found(process: Process, served: Served): Pick<Response, 'headers' | 'body'> {
  if (served.location !== undefined)
    return {
      headers: [
        ['Location', served.location],
        ['Content-Length', '0'],
      ],
      body: '',
    };
  const body = served.text ?? listing(process, served.path, served.shown);
  return {
    headers: [
      ['Content-type', served.type],
      ['Content-Length', String(encodeText(body).length)],
      ...(served.text === undefined ? [] : [['Last-Modified', httpDate(EPOCH)] as const]),
    ],
    body,
  };
}

function headOf(process: Process, { code, message, headers }: Response): string {
  const now = EPOCH + process.system.kernel.now / 1_000_000;
  const lines = [`HTTP/1.0 ${code} ${message}`, `Server: ${SERVER}`, `Date: ${httpDate(now)}`];
  return `${[...lines, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;
}

/** A moment as HTTP writes it (RFC 9110 §5.6.7). */
function httpDate(seconds: number): string {
  return formatTime('%a, %d %b %Y %H:%M:%S GMT', seconds);
}

function stamp(process: Process): string {
  return formatTime('%d/%b/%Y %H:%M:%S', EPOCH + process.system.kernel.now / 1_000_000);
}
