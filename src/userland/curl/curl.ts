import { settled } from '../pace.ts';
import type { Process, Program, Running } from '../process.ts';
import { type Content, readContent } from './content.ts';
import { globUrls } from './glob.ts';
import { type CurlRequest, parseCurl } from './options.ts';
import { Progress } from './progress.ts';
import { Retries } from './retry.ts';
import { type Session, Transfer } from './transfer.ts';
import { resolveUrl } from './url.ts';
import { formatOf, writeOut } from './write-out.ts';

const MOST_REDIRECTS = 50;

/** curl(1), version 7.88.1 of Debian 12: HTTP without TLS. */
export const curl: Program = (process) => {
  const request = parseCurl(process);
  return typeof request === 'number' ? request : settled(process, run(process, request));
};

function* run(process: Process, request: CurlRequest): Running {
  const content = readContent(process, request);
  if (typeof content === 'number') return content;
  const given = request.values.get('-w')?.at(-1);
  const shared: Shared = {
    content,
    format: given === undefined ? undefined : formatOf(process, given),
    connections: 0,
    hosts: new Set(),
  };
  let status = 0;
  let outputs = 0;
  for (const { text, index } of request.urls) {
    const all = request.flags.has('-g') ? { urls: [text] } : globUrls(text);
    if ('complaint' in all) {
      process.blame(index);
      const pointer = `${' '.repeat(all.position - 1)}^`;
      if (!request.flags.has('-s') || request.flags.has('-S'))
        process.stderr.write(`curl: (3) ${all.complaint} in URL position ${all.position}:\n${text}\n${pointer}\n`);
      return 3;
    }
    const output = request.values.get('-o')?.[outputs++];
    for (const [at, url] of all.urls.entries()) {
      status = yield* fetch(process, request, shared, url, output?.replace('#1', String(at + 1)));
      if (status !== 0) process.blame(index);
      if (status !== 0 && request.flags.has('--fail-early')) return status;
    }
  }
  return status;
}

/** What all URLs of a command are asked with. */
type Shared = Omit<Session, 'progress'> & {
  readonly content: Content | undefined;
  readonly format: string | undefined;
};

/** Gets one URL, as often as `--retry` allows, and where the server points with `-L`. */
function* fetch(
  process: Process,
  request: CurlRequest,
  shared: Shared,
  text: string,
  output: string | undefined,
): Running {
  let printed = '';
  const print = (piece: string) => {
    if (request.flags.has('-N')) process.stdout.write(piece);
    else printed += piece;
  };
  const session: Session = Object.assign(shared, { progress: new Progress(process, progressOf(request)) });
  const retries = new Retries(process, request);
  for (;;) {
    const transfer = new Transfer(process, request, print, session, shared.content, output);
    const status = yield* follow(request, transfer, text);
    transfer.finish();
    process.stdout.write(printed);
    printed = '';
    if (yield* retries.again(transfer, status)) continue;
    if (shared.format !== undefined) writeOut(process, shared.format, transfer, status);
    return status;
  }
}

function* follow(request: CurlRequest, transfer: Transfer, text: string): Running {
  const most = Number(request.values.get('--max-redirs')?.at(-1) ?? MOST_REDIRECTS);
  let url = text;
  for (let redirects = 0; ; redirects++) {
    const status = yield* transfer.run(url, redirects);
    const { location } = transfer;
    if (status !== 0 || location === undefined || !request.flags.has('-L') || transfer.url === undefined) return status;
    if (most >= 0 && redirects >= most) return transfer.fail(47, `Maximum (${most}) redirects followed`);
    url = resolveUrl(transfer.url, location);
  }
}

function progressOf({ flags }: CurlRequest): 'none' | 'table' | 'bar' {
  if (flags.has('-s') || flags.has('--no-progress-meter')) return 'none';
  return flags.has('-#') ? 'bar' : 'table';
}
