import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { nameOfHost } from '../netbase/hosts.ts';
import type { Process, Program, Running } from '../process.ts';
import { parseTraceroute, type TracerouteOptions } from './options.ts';
import { Probe } from './probe.ts';

/** traceroute(8), version 2.1.2. */
export const traceroute: Program = (process) => {
  const options = parseTraceroute(process);
  return typeof options === 'number' ? options : run(process, options);
};

function* run(process: Process, request: TracerouteOptions): Running {
  const { kernel } = process.system;
  const total = (request.hops - request.first + 1) * request.queries;
  const head = `traceroute to ${request.targetText} (${formatIpv4(request.target)}), ${request.hops} hops max, ${request.length} byte packets`;
  const probes: Probe[] = [];
  const printer = new Printer(process, request);
  let finalHop = request.hops;
  for (;;) {
    const live = probes.filter((probe) => !probe.done);
    while (live.length < request.parallel && probes.length < total) {
      const ttl = request.first + Math.floor(probes.length / request.queries);
      if (ttl > finalHop) break;
      const probe = new Probe(process, request, ttl, probes.length);
      const failure = probe.send();
      // Sockets for ICMP and TCP are prepared before the head is printed.
      if (probes.length === 0 && (request.kind === 'udp' || !failure || failure.startsWith('send')))
        process.stdout.write(head);
      if (failure !== undefined) {
        process.blame(request.targetIndex);
        process.stderr.write(`\n${failure}\n`);
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
    private readonly request: TracerouteOptions,
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
    if (probe.from === undefined && probe.mark === '') return ' *';
    const isSame = probe.from !== undefined && probe.from === this.lastAddress;
    const address = isSame ? '' : probe.from === undefined ? ' *' : ` ${this.name(probe.from)}`;
    this.lastAddress = probe.from;
    return `${address}  ${(probe.time / 1000).toFixed(3)} ms${probe.mark === '' ? '' : ` ${probe.mark}`}`;
  }

  private name(address: Ipv4): string {
    const text = formatIpv4(address);
    return this.request.numeric ? text : `${nameOfHost(this.process, text) ?? text} (${text})`;
  }
}
