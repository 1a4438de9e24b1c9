import { formatIpv4 } from '../../net/ipv4.ts';
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
    time_namelookup: seconds(times.resolved),
    time_connect: seconds(times.connected),
    time_starttransfer: seconds(times.begun),
    time_total: seconds(total),
  };
}

/** Prints the format of `-w`. */
export function writeOut(
  process: Process,
  print: (text: string) => void,
  format: string,
  transfer: Transfer,
  status: number,
): void {
  const known = variables(transfer, status);
  const text = format.replace(/%\{([^}]*)\}|%%|\\(.)/g, (all, name: string | undefined, letter: string | undefined) => {
    if (letter !== undefined) return ESCAPES[letter] ?? all;
    if (name === undefined) return '%';
    if (Object.hasOwn(known, name)) return known[name]!;
    process.stderr.write(`curl: unknown --write-out variable: '${name}'\n`);
    return '';
  });
  print(text);
}
