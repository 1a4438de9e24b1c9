import { settled } from '../pace.ts';
import type { Process, Program, Running } from '../process.ts';
import { type CurlRequest, parseCurl } from './options.ts';
import { Transfer } from './transfer.ts';
import { resolveUrl } from './url.ts';
import { writeOut } from './write-out.ts';

const MOST_REDIRECTS = 50;

/** curl(1), version 7.88.1 of Debian 12: HTTP without TLS. */
export const curl: Program = (process) => {
  const request = parseCurl(process);
  return typeof request === 'number' ? request : settled(process, run(process, request));
};

function* run(process: Process, request: CurlRequest): Running {
  let status = 0;
  let printed = '';
  const print = (text: string) => {
    if (request.flags.has('-N')) process.stdout.write(text);
    else printed += text;
  };
  for (const [at, { text, index }] of request.urls.entries()) {
    const transfer = new Transfer(process, request, print, request.values.get('-o')?.[at]);
    let url = text;
    for (let redirects = 0; ; redirects++) {
      status = yield* transfer.run(url, redirects);
      const { location } = transfer;
      if (status !== 0 || location === undefined || !request.flags.has('-L') || transfer.url === undefined) break;
      if (redirects >= MOST_REDIRECTS) {
        status = transfer.fail(47, `Maximum (${MOST_REDIRECTS}) redirects followed`);
        break;
      }
      url = resolveUrl(transfer.url, location);
    }
    if (status !== 0) process.blame(index);
    transfer.finish();
    const format = request.values.get('-w')?.at(-1);
    if (format !== undefined) writeOut(process, print, format, transfer, status);
    process.stdout.write(printed);
    printed = '';
  }
  return status;
}
