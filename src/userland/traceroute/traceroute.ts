import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { TRACEROUTE } from '../../grammar/traceroute/traceroute.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { nameOfHost, resolveHost } from '../netbase/hosts.ts';
import type { Process, Program, Running } from '../process.ts';
import { Probe, type ProbeKind } from './probe.ts';

const TABLE = new GetoptTable(TRACEROUTE.options);
const SECOND = 1_000_000;

/** What the words ask for. */
interface Request {
  readonly numeric: boolean;
  readonly first: number;
  readonly hops: number;
  readonly queries: number;
  readonly wait: number;
  readonly parallel: number;
  readonly kind: ProbeKind;
  readonly port: number;
  readonly device: string | undefined;
  readonly source: Ipv4 | undefined;
  readonly length: number;
  readonly target: Ipv4;
  readonly targetText: string;
  readonly targetIndex: number;
}

/** traceroute(8), version 2.1.2. */
export const traceroute: Program = (process) => {
  const request = parse(process);
  return typeof request === 'number' ? request : run(process, request);
};

function parse(process: Process): Request | number {
  const fail = (index: number, message: string): number => {
    process.blame(index);
    process.stderr.write(message);
    return 2;
  };
  const scan = new Getopt(process.argv, [TABLE]);
  const values = new Map<string, { text: string; index: number }>();
  const operands: { text: string; index: number }[] = [];
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') return fail(step.index, `${getoptMessage('traceroute', step.error)}\n`);
    if (step.kind === 'operand') operands.push({ text: step.value, index: step.index });
    else
      values.set(step.option.name, {
        text: step.value ?? '',
        index: step.value === undefined ? step.index : step.valueIndex,
      });
  }
  const host = operands[0];
  if (host === undefined)
    return fail(
      0,
      process.argv.length === 1 ? usageOf('traceroute', TRACEROUTE) : 'Specify "host" missing argument.\n',
    );
  const numbers = new Map<string, number>();
  for (const [name, otherwise, least, most] of [
    ['-f', 1, 1, 255],
    ['-m', 30, 1, 255],
    ['-q', 3, 1, 10],
    ['-w', 5, 0, 86400],
    ['-N', 16, 1, 1000],
    ['-p', 0, 0, 65535],
  ] as const) {
    const given = values.get(name);
    const value = given === undefined ? otherwise : Number.parseFloat(given.text);
    if (Number.isNaN(value))
      return fail(given!.index, `Cannot handle "${name}" option with arg \`${given!.text}' (argc ${given!.index})\n`);
    if (value > most && name === '-m') return fail(given!.index, 'max hops cannot be more than 255\n');
    if (value < least || value > most)
      return fail(
        given!.index,
        name === '-q' ? 'no more than 10 probes per hop\n' : `bad value \`${given!.text}' of option ${name}\n`,
      );
    numbers.set(name, value);
  }
  const target = resolveHost(process, host.text);
  if (target === null)
    return fail(
      host.index,
      `${host.text}: Temporary failure in name resolution\nCannot handle "host" cmdline arg \`${host.text}' on position 1 (argc ${host.index})\n`,
    );
  const source = values.get('-s');
  return {
    numeric: values.has('-n'),
    first: numbers.get('-f')!,
    hops: numbers.get('-m')!,
    queries: numbers.get('-q')!,
    wait: numbers.get('-w')! * SECOND,
    parallel: numbers.get('-N')!,
    kind: values.has('-I') ? 'icmp' : values.has('-T') ? 'tcp' : 'udp',
    port: numbers.get('-p')!,
    device: values.get('-i')?.text,
    source: source === undefined ? undefined : (resolveHost(process, source.text) ?? undefined),
    length: operands[1] === undefined ? 60 : Number.parseInt(operands[1].text, 10),
    target,
    targetText: host.text,
    targetIndex: host.index,
  };
}

function* run(process: Process, request: Request): Running {
  const { kernel } = process.system;
  const total = (request.hops - request.first + 1) * request.queries;
  process.stdout.write(
    `traceroute to ${request.targetText} (${formatIpv4(request.target)}), ${request.hops} hops max, ${request.length} byte packets`,
  );
  const probes: Probe[] = [];
  const printer = new Printer(process, request);
  let finalHop = request.hops;
  for (;;) {
    const live = probes.filter((probe) => !probe.done);
    while (live.length < request.parallel && probes.length < total) {
      const ttl = request.first + Math.floor(probes.length / request.queries);
      if (ttl > finalHop) break;
      const probe = new Probe(process, request, ttl, probes.length);
      const sent = probe.send();
      if (!sent.ok) {
        process.blame(request.targetIndex);
        process.stderr.write(`\n${sent.error.errno === 'EPERM' ? 'send' : 'connect'}: ${strerror(sent.error.errno)}\n`);
        return 1;
      }
      probes.push(probe);
      live.push(probe);
    }
    for (const probe of live) {
      probe.check(kernel.now);
      if (probe.done && probe.isFinal) finalHop = Math.min(finalHop, probe.ttl);
    }
    printer.print(probes, finalHop);
    const lastIndex = (finalHop - request.first + 1) * request.queries;
    if (printer.printed >= Math.min(lastIndex, total)) break;
    const waiting = probes.filter((probe) => !probe.done);
    if (waiting.length === 0) continue;
    yield {
      until: Math.min(...waiting.map((probe) => probe.expires)),
      ready: () => waiting.some((probe) => probe.hasNews()),
    };
  }
  process.stdout.write('\n');
  for (const probe of probes) probe.close();
  return 0;
}

/** Prints results in order, as they become known. */
class Printer {
  printed = 0;
  private lastAddress: Ipv4 | undefined;

  constructor(
    private readonly process: Process,
    private readonly request: Request,
  ) {}

  print(probes: readonly Probe[], finalHop: number): void {
    for (let probe = probes[this.printed]; probe?.done; probe = probes[this.printed]) {
      if (probe.ttl > finalHop) return;
      const position = this.printed % this.request.queries;
      const start = position === 0 ? `\n${String(probe.ttl).padStart(2)} ` : '';
      this.process.stdout.write(start + this.result(probe, position === 0));
      this.printed++;
    }
  }

  private result(probe: Probe, isFirst: boolean): string {
    if (isFirst) this.lastAddress = undefined;
    if (probe.from === undefined) return ' *';
    const address = probe.from === this.lastAddress ? '' : ` ${this.name(probe.from)}`;
    this.lastAddress = probe.from;
    return `${address}  ${(probe.time / 1000).toFixed(3)} ms${probe.mark === '' ? '' : ` ${probe.mark}`}`;
  }

  private name(address: Ipv4): string {
    const text = formatIpv4(address);
    return this.request.numeric ? text : `${nameOfHost(this.process, text) ?? text} (${text})`;
  }
}
