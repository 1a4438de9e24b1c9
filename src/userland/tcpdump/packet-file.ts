import { strerror } from '../../kernel/errno.ts';
import { encodePcap, type LinkedFrame, parsePcap } from '../../net/pcap.ts';
import { resolvePath } from '../file-system.ts';
import { resolveHost } from '../netbase/hosts.ts';
import type { Process } from '../process.ts';
import { u16 } from './bytes.ts';
import { matches } from './filter/evaluate.ts';
import { parseFilter } from './filter/parse.ts';
import { EN10MB, LINK_TYPES, LINUX_SLL, type LinkType } from './link-type.ts';
import type { Request } from './options.ts';
import { BufferedOutput } from './output.ts';
import { Printer } from './printer.ts';

/** A file that packets are written into (`-w`). Files are text here: a letter a byte. */
export class PacketFile {
  private readonly frames: LinkedFrame[] = [];

  constructor(
    private readonly process: Process,
    private readonly name: string,
    private readonly linkType: LinkType,
    private readonly snaplen: number,
  ) {}

  /** Makes the file; the error's text when that fails. */
  open(): string | undefined {
    return this.name === '-' ? undefined : this.save('');
  }

  write(time: number, bytes: Uint8Array): void {
    this.frames.push({ time, length: bytes.length, bytes: bytes.subarray(0, this.snaplen) });
  }

  close(): void {
    const text = textOf(encodePcap(this.linkType.number, this.snaplen, this.frames));
    if (this.name === '-') this.process.stdout.write(text);
    else this.save(text);
  }

  private save(text: string): string | undefined {
    const { fs } = this.process.system;
    const written = fs.write(resolvePath(this.process.cwd, this.name), text, 'truncate', this.process.netns);
    return written.ok ? undefined : strerror(written.error.errno);
  }
}

/** `-r`: prints what a file holds. */
export function readPackets(process: Process, request: Request): number {
  const { text: name, index } = request.readFrom!;
  const fail = (at: number, message: string): number => {
    process.blame(at);
    process.stderr.write(`tcpdump: ${message}\n`);
    return 1;
  };
  const content = name === '-' ? { ok: true as const, value: process.stdin.take() ?? '' } : read(process, name);
  if (!content.ok) return fail(index, `${name}: ${strerror(content.error.errno)}`);
  const capture = parsePcap(Uint8Array.from(content.value, (letter) => letter.charCodeAt(0)));
  if (capture === undefined)
    return fail(
      index,
      content.value.length < 4
        ? `truncated dump file; tried to read 4 file header bytes, only got ${content.value.length}`
        : 'unknown file format',
    );
  const linkType = LINK_TYPES.find(({ number }) => number === capture.linkType) ?? EN10MB;
  process.stderr.write(
    `reading from file ${name}, link-type ${linkType.name} (${linkType.description}), snapshot length ${capture.snaplen}\n`,
  );
  const parsed = parseFilter(request.filter, {
    host: (host) => resolveHost(process, host) ?? undefined,
    ethernet: linkType === EN10MB,
    netmask: 0,
  });
  if (!parsed.ok) return fail(request.filterIndex, parsed.message);
  const out = new BufferedOutput(process.stdout, request.counts.has('-l'));
  const printer = new Printer(process, request.counts, linkType);
  let left = request.count === 0 ? Number.POSITIVE_INFINITY : request.count;
  for (const { time, length, bytes } of capture.frames) {
    const etherType = u16(bytes, linkType === EN10MB ? 12 : linkType === LINUX_SLL ? 14 : 0);
    const packet = { bytes, length, network: linkType.headerLength, etherType, outgoing: false, ifindex: 0 };
    if (left === 0) break;
    if (parsed.filter !== undefined && !matches(parsed.filter, packet)) continue;
    left--;
    out.write(printer.print(time, bytes));
  }
  out.flush();
  return 0;
}

function read(process: Process, name: string) {
  return process.system.fs.read(resolvePath(process.cwd, name), process.netns);
}

function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
