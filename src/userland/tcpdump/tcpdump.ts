import { EPOCH } from '../../kernel/epoch.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { CapturedFrame, CaptureSocket } from '../../kernel/socket/requests.ts';
import { etherTypeOf } from '../../net/ethernet.ts';
import { maskOf } from '../../net/ipv4.ts';
import { SIGHUP, SIGINT, SIGPIPE, SIGTERM } from '../coreutils/signals.ts';
import { resolveHost } from '../netbase/hosts.ts';
import type { Process, Program, Running } from '../process.ts';
import { matches } from './filter/evaluate.ts';
import type { Expression } from './filter/expression.ts';
import { parseFilter } from './filter/parse.ts';
import { captureBytes, EN10MB, LINUX_SLL, LINUX_SLL2, type LinkType } from './link-type.ts';
import { parseOptions, type Request } from './options.ts';
import { BufferedOutput } from './output.ts';
import { PacketFile, readPackets } from './packet-file.ts';
import { Printer } from './printer.ts';

const SECOND = 1_000_000;
const HANDLED: readonly number[] = [SIGHUP, SIGINT, SIGPIPE, SIGTERM];

/**
 * How long a capture takes to begin on Linux. It is there at once, but the blocks of its ring close that much later than
 * the full seconds of whoever started it: `timeout 3` ends it before its third.
 */
const START = 20_000;

/** tcpdump(8), version 4.99.3. */
export const tcpdump: Program = (process) => {
  const request = parseOptions(process);
  if (typeof request === 'number') return request;
  return request.readFrom === undefined ? live(process, request) : readPackets(process, request);
};

function fail(process: Process, index: number, message: string): number {
  process.blame(index);
  process.stderr.write(`tcpdump: ${message}\n`);
  return 1;
}

/** The device to listen on, undefined for all, or the exit status. */
function chooseDevice(process: Process, { device }: Request): LinkInfo | undefined | number {
  const { kernel } = process.system;
  if (device?.text === 'any') return undefined;
  if (device === undefined)
    return kernel.link.dump(process.netns).find(({ up, carrier, kind }) => up && carrier && kind !== 'loopback');
  const link = kernel.link.find(process.netns, device.text);
  if (link === undefined)
    return /^\d+$/.test(device.text)
      ? fail(process, device.index, 'Invalid adapter index')
      : fail(process, device.index, `${device.text}: No such device exists\n(No such device exists)`);
  return link.up ? link : fail(process, device.index, `${device.text}: That device is not up`);
}

function live(process: Process, request: Request): Running | number {
  const device = chooseDevice(process, request);
  if (typeof device === 'number') return device;
  const { kernel } = process.system;
  const linkType = device !== undefined ? EN10MB : request.device === undefined ? LINUX_SLL : LINUX_SLL2;
  if (linkType === LINUX_SLL2) process.stderr.write('tcpdump: data link type LINUX_SLL2\n');
  const parsed = parseFilter(request.filter, {
    host: (name) => resolveHost(process, name) ?? undefined,
    ethernet: linkType === EN10MB,
    netmask: netmaskOf(process, device),
  });
  if (!parsed.ok) {
    if (parsed.unsimulated !== undefined) process.unsimulated(`tcpdump ${parsed.unsimulated}`, request.filterIndex);
    return fail(process, request.filterIndex, parsed.message);
  }
  const file =
    request.writeTo === undefined
      ? undefined
      : new PacketFile(process, request.writeTo.text, linkType, request.snaplen);
  const refused = file?.open();
  if (refused !== undefined) return fail(process, request.writeTo!.index, `${request.writeTo!.text}: ${refused}`);
  const opened = kernel.socket.capture(
    process.netns,
    device?.ifindex,
    device !== undefined && !request.counts.has('-p'),
  );
  if (!opened.ok) return fail(process, request.device?.index ?? 0, `${device?.name}: No such device exists`);
  const hint =
    request.counts.has('-v') || file !== undefined
      ? 'tcpdump: '
      : 'tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n';
  process.stderr.write(
    `${hint}listening on ${device?.name ?? 'any'}, link-type ${linkType.name} (${linkType.description}), snapshot length ${request.snaplen} bytes\n`,
  );
  return new Capture(process, request, opened.value, linkType, parsed.filter, file).run();
}

function netmaskOf(process: Process, device: LinkInfo | undefined): number {
  if (device === undefined) return 0;
  const addresses = process.system.kernel.address.dump(process.netns);
  const first = addresses.find(({ family, ifindex }) => family === 4 && ifindex === device.ifindex);
  return first === undefined ? 0 : maskOf(first.prefixLength);
}

/** A running capture. */
class Capture {
  private readonly out: BufferedOutput;
  private readonly printer: Printer;
  private captured = 0;
  private received = 0;
  private interrupted = false;

  constructor(
    private readonly process: Process,
    private readonly request: Request,
    private readonly socket: CaptureSocket,
    private readonly linkType: LinkType,
    private readonly filter: Expression | undefined,
    private readonly file: PacketFile | undefined,
  ) {
    this.out = new BufferedOutput(process.stdout, request.counts.has('-l'));
    this.printer = new Printer(process, request.counts, linkType);
  }

  *run(): Running {
    const { socket } = this;
    try {
      yield* this.listen();
      if (this.file === undefined && this.interrupted) this.out.write('\n');
      this.out.flush();
      this.file?.close();
      const lost = socket.vanished && !this.interrupted && !this.isComplete;
      if (lost) this.process.stderr.write('tcpdump: pcap_loop: The interface disappeared\n');
      this.countRest();
      this.process.stderr.write(
        `${packets(this.captured)} captured\n${packets(this.received)} received by filter\n0 packets dropped by kernel\n`,
      );
      return lost ? 1 : 0;
    } finally {
      socket.close();
    }
  }

  private get isComplete(): boolean {
    return this.request.count > 0 && this.captured >= this.request.count;
  }

  /**
   * Packets come in blocks: the kernel closes one that is not full when its time is up (TPACKET_V3, prb_retire_rx_blk_timer_expired).
   * What is in an open block when the capture ends is counted, but never seen.
   */
  private *listen(): Running {
    const { kernel } = this.process.system;
    const { socket, request } = this;
    const period = request.counts.has('--immediate-mode')
      ? 0
      : request.counts.has('-l') && this.file === undefined
        ? SECOND / 10
        : SECOND;
    const opened = kernel.now + START;
    const caught = (signal: number) => {
      if (HANDLED.includes(signal)) this.interrupted = true;
      return this.interrupted;
    };
    while (!this.interrupted && !this.isComplete && !socket.vanished) {
      if (!socket.pending()) yield { ready: () => socket.pending() || socket.vanished, caught };
      if (this.interrupted || socket.vanished) break;
      if (period > 0) {
        const blocks = Math.max(Math.floor((kernel.now - opened) / period), 0);
        yield { until: opened + (blocks + 1) * period, ready: () => socket.vanished, caught };
      }
      if (!this.interrupted) this.read();
    }
    return 0;
  }

  private read(): void {
    for (const frame of this.socket.take()) {
      const bytes = captureBytes(frame, this.linkType);
      if (!this.passes(frame, bytes)) continue;
      this.received++;
      if (this.isComplete || !this.isWanted(frame)) continue;
      this.captured++;
      const time = EPOCH * SECOND + frame.time;
      if (this.file === undefined) this.out.write(this.printer.print(time, bytes));
      else this.file.write(time, bytes);
    }
  }

  private countRest(): void {
    for (const frame of this.socket.take()) if (this.passes(frame, captureBytes(frame, this.linkType))) this.received++;
  }

  private passes(frame: CapturedFrame, bytes: Uint8Array): boolean {
    if (this.filter === undefined) return true;
    return matches(this.filter, {
      bytes,
      length: bytes.length,
      network: this.linkType.headerLength,
      etherType: etherTypeOf(frame.payload),
      outgoing: frame.type === 'outgoing',
      ifindex: frame.ifindex,
    });
  }

  /** A loopback shows each frame twice, so its outgoing ones are left out (linux_check_direction). */
  private isWanted({ type, loopback }: CapturedFrame): boolean {
    const outgoing = type === 'outgoing';
    if (outgoing && loopback) return false;
    const { direction } = this.request;
    return direction === 'inout' || outgoing === (direction === 'out');
  }
}

function packets(count: number): string {
  return `${count} packet${count === 1 ? '' : 's'}`;
}
