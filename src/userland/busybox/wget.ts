import { WGET } from '../../grammar/busybox/wget.ts';
import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { usageOf } from '../../grammar/usage.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { CurlRequest } from '../curl/options.ts';
import { Progress } from '../curl/progress.ts';
import { Transfer } from '../curl/transfer.ts';
import { resolveUrl } from '../curl/url.ts';
import { resolvePath } from '../file-system.ts';
import { settled } from '../pace.ts';
import type { Process, Program, Running } from '../process.ts';

const TABLE = new GetoptTable(WGET.options);
const SECOND = 1_000_000;
const MOST_REDIRECTS = 5;
/** Whom one waits for longer than this did not refuse, but did not answer (to ARP). */
const PROMPT = SECOND;

/** What the words ask for. */
interface Asked {
  readonly url: string;
  readonly index: number;
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** wget of BusyBox 1.36: HTTP without TLS. */
export const wget: Program = (process) => {
  const asked = parse(process);
  return typeof asked === 'number' ? asked : settled(process, run(process, asked));
};

function parse(process: Process): Asked | number {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: { value: string; index: number }[] = [];
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('wget', step.error)}\n${usageOf('wget', WGET)}`);
      return 1;
    }
    if (step.kind === 'operand') operands.push(step);
    else if (step.value === undefined) flags.add(step.option.name);
    else values.set(step.option.name, [...(values.get(step.option.name) ?? []), step.value]);
  }
  const [url] = operands;
  if (url !== undefined) return { url: url.value, index: url.index, flags, values };
  process.stderr.write(usageOf('wget', WGET));
  return 1;
}

function* run(process: Process, asked: Asked): Running {
  const { flags, values } = asked;
  const fail = (message: string) => {
    process.blame(asked.index);
    process.stderr.write(`wget: ${message}\n`);
    return 1;
  };
  const target = targetOf(process, asked);
  if (target.exists) return fail(`can't open '${target.name}': File exists`);
  const say = (text: string) => {
    if (!flags.has('-q')) process.stderr.write(text);
  };
  let body = '';
  const print = (text: string) => {
    body += text;
  };
  const begun = process.system.kernel.now;
  const transfer = new Transfer(
    process,
    requestOf(asked),
    print,
    { progress: new Progress(process, 'none'), connections: 0, hosts: new Set() },
    undefined,
    undefined,
  );
  let url = asked.url;
  for (let redirects = 0; ; redirects++) {
    body = '';
    const status = yield* transfer.run(url, redirects);
    if (status !== 0) return fail(reason(process, transfer, status, begun));
    if (transfer.remote !== undefined)
      say(`Connecting to ${transfer.url!.host} (${formatIpv4(transfer.remote.address)}:${transfer.remote.port})\n`);
    if (flags.has('-S'))
      for (const line of transfer.head?.text.trimEnd().split(/\r?\n/) ?? []) process.stderr.write(`  ${line}\n`);
    if (transfer.location === undefined) break;
    if (redirects >= MOST_REDIRECTS) return fail('too many redirections');
    url = resolveUrl(transfer.url!, transfer.location);
  }
  const { head } = transfer;
  if (head !== undefined && head.code >= 400) return fail(`server returned error: ${head.text.split(/\r?\n/)[0]}`);
  if (flags.has('--spider')) {
    say('remote file exists\n');
    return 0;
  }
  return deliver(process, target.name, body, values.get('-O')?.at(-1) === '-', say, fail);
}

function deliver(
  process: Process,
  name: string,
  body: string,
  onOutput: boolean,
  say: (text: string) => void,
  fail: (message: string) => number,
): number {
  const shown = onOutput ? 'stdout' : `'${name}'`;
  say(onOutput ? 'writing to stdout\n' : `saving to ${shown}\n`);
  if (onOutput) process.stdout.write(body);
  else {
    const written = process.system.fs.write(resolvePath(process.cwd, name), body, 'truncate', process.netns);
    if (!written.ok) return fail(`can't open '${name}': No such file or directory`);
  }
  const size = String(body.length);
  say(`${(onOutput ? '-' : name).slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${size.padStart(5)}  0:00:00 ETA\n`);
  say(onOutput ? 'written to stdout\n' : `${shown} saved\n`);
  return 0;
}

/** The file that is written: the last part of the URL, unless `-O` names one; only a file of `-O` may be there before. */
function targetOf(process: Process, { url, values, flags }: Asked) {
  const given = values.get('-O')?.at(-1);
  const path = url.replace(/^\w+:\/\//, '').replace(/[?#].*/, '');
  const last = path.includes('/') ? path.replace(/^.*\//, '') : '';
  const folder = values.get('-P')?.at(-1);
  const name = given ?? `${folder === undefined ? '' : `${folder}/`}${last === '' ? 'index.html' : last}`;
  const { fs } = process.system;
  const isThere = fs.kind(resolvePath(process.cwd, name), process.netns) !== undefined;
  return { name, exists: given === undefined && !flags.has('--spider') && isThere };
}

/** The request as curl would be asked it. */
function requestOf({ url, index, values, flags }: Asked): CurlRequest {
  const seconds = values.get('-T')?.at(-1);
  const patience = seconds === undefined ? undefined : Number(seconds) * SECOND;
  const headers = ['Accept:', 'Connection: close', ...(values.get('--header') ?? [])];
  return {
    flags: new Set(['-s', ...(flags.has('--spider') ? ['-I'] : [])]),
    values: new Map([
      ['-A', [values.get('-U')?.at(-1) ?? 'Wget']],
      ['-H', headers],
    ]),
    urls: [{ text: url, index }],
    data: [],
    maxTime: patience,
    connectTimeout: patience,
  };
}

/** What BusyBox says where curl would end with a status. */
function reason(process: Process, { url, message, tried }: Transfer, status: number, begun: number): string {
  const host = url?.host ?? '';
  switch (status) {
    case 3:
    case 1:
      return `not an http or ftp url: ${message ?? ''}`;
    case 6:
      return `bad address '${host}'`;
    case 7: {
      const shown = tried === undefined ? host : formatIpv4(tried);
      const why = process.system.kernel.now - begun < PROMPT ? 'Connection refused' : 'Host is unreachable';
      return `can't connect to remote host (${shown}): ${why}`;
    }
    case 28:
      return 'download timed out';
    default:
      return `error getting response${message === undefined ? '' : `: ${message}`}`;
  }
}
