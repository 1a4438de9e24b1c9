import { formatIpv4 } from '../../net/ipv4.ts';
import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';
import type { Transfer } from './transfer.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

/** What `-w` can print of a transfer. */
function variables(transfer: Transfer, status: number): Readonly<Record<string, string>> {
  const { head, url, times } = transfer;
  const seconds = (time: number | undefined) => ((time ?? 0) / 1_000_000).toFixed(6);
  const code = String(head?.code ?? 0).padStart(3, '0');
  const total = times.total ?? 0;
  return {
    http_code: code,
    response_code: code,
    http_version: head === undefined ? '0' : head.version.replace(/\.0$/, ''),
    content_type: head?.header('Content-Type') ?? '',
    redirect_url: transfer.redirectUrl ?? '',
    size_download: String(transfer.received),
    size_header: String(head?.text.length ?? 0),
    size_request: String(transfer.requestLength),
    speed_download: String(total === 0 ? 0 : Math.floor((transfer.received * 1_000_000) / total)),
    remote_ip: transfer.remote === undefined ? '' : formatIpv4(transfer.remote.address),
    remote_port: String(transfer.remote?.port ?? 0),
    local_ip: transfer.local === undefined ? '' : formatIpv4(transfer.local.address),
    local_port: String(transfer.local?.port ?? 0),
    url: transfer.asked,
    url_effective: transfer.effective,
    num_connects: String(transfer.connects),
    num_redirects: String(transfer.redirects),
    method: transfer.method,
    scheme: url?.scheme.toUpperCase() ?? '',
    errormsg: transfer.message ?? '',
    exitcode: String(status),
    filename_effective: transfer.output ?? '',
    num_headers: String((head?.text.match(/^[^\s:]+:/gm) ?? []).length),
    num_certs: '0',
    urlnum: '0',
    referer: '',
    size_upload: '0',
    speed_upload: '0',
    http_connect: '000',
    ssl_verify_result: '0',
    proxy_ssl_verify_result: '0',
    time_appconnect: seconds(0),
    time_redirect: seconds(0),
    time_pretransfer: seconds(times.connected),
    time_namelookup: seconds(times.resolved),
    time_connect: seconds(times.connected),
    time_starttransfer: seconds(times.begun),
    time_total: seconds(total),
  };
}

/** Prints the format of `-w`; after `%{onerror}` comes only what is wanted when it failed. */
export function writeOut(process: Process, format: string, transfer: Transfer, status: number): void {
  const known = variables(transfer, status);
  // Standard output is written when all is there.
  let printed = '';
  const stdout = {
    write: (text: string) => {
      printed += text;
    },
  };
  let stream: { write(text: string): void } = stdout;
  for (const [all, name, letter] of format.matchAll(/%\{([^}]*)\}|%%|\\(.)|[^%\\]+|./gs)) {
    if (letter !== undefined) stream.write(ESCAPES[letter] ?? all);
    else if (name === undefined) stream.write(all === '%%' ? '%' : all);
    else if (name === 'stdout' || name === 'stderr') stream = name === 'stdout' ? stdout : process.stderr;
    else if (name === 'onerror') {
      if (status === 0) break;
    } else if (Object.hasOwn(known, name)) stream.write(known[name]!);
    else process.stderr.write(`curl: unknown --write-out variable: '${name}'\n`);
  }
  process.stdout.write(printed);
}

/** `@FILE` is a format in a file. */
export function formatOf(process: Process, given: string): string {
  if (!given.startsWith('@')) return given;
  const file = process.system.fs.read(resolvePath(process.cwd, given.slice(1)), process.netns);
  if (file.ok) return file.value.replace(/\r?\n/g, '');
  process.stderr.write(`Warning: Failed to read ${given.slice(1)}`);
  return '';
}
