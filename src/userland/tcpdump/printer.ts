import { formatIpv4 } from '../../net/ipv4.ts';
import { nameOfHost } from '../netbase/hosts.ts';
import { protocolName } from '../netbase/protocols.ts';
import { serviceAtPort } from '../netbase/services.ts';
import type { Process } from '../process.ts';
import type { LinkType } from './link-type.ts';
import type { Request } from './options.ts';
import { hexDump, textDump } from './print/hex.ts';
import { printPacket } from './print/packet.ts';
import type { Style } from './print/style.ts';
import { Timestamps } from './timestamp.ts';

/** Prints packets as the options ask. */
export class Printer {
  private readonly style: Style;
  private readonly timestamps: Timestamps;
  private printed = 0;

  constructor(
    process: Process,
    private readonly counts: Request['counts'],
    private readonly linkType: LinkType,
  ) {
    this.style = styleOf(process, counts);
    this.timestamps = new Timestamps(counts.get('-t') ?? 0);
  }

  /** A packet's lines. `time` in microseconds since 1970. */
  print(time: number, bytes: Uint8Array): string {
    this.printed++;
    const number = this.counts.has('-#') ? `${String(this.printed).padStart(5)}  ` : '';
    return `${number}${this.timestamps.print(time)}${printPacket(this.style, this.linkType, bytes)}${this.dump(bytes)}\n`;
  }

  private dump(bytes: Uint8Array): string {
    const given = (name: string) => this.counts.get(name) ?? 0;
    const from = (times: number) => bytes.subarray(times > 1 ? 0 : this.linkType.headerLength);
    if (given('-X') > 0) return hexDump(from(given('-X')), true);
    if (given('-x') > 0) return hexDump(from(given('-x')), false);
    return given('-A') > 0 ? textDump(from(given('-A'))) : '';
  }
}

function styleOf(process: Process, counts: Request['counts']): Style {
  const numeric = counts.has('-n');
  const host = (address: number): string => {
    const text = formatIpv4(address);
    return numeric ? text : (nameOfHost(process, text) ?? text);
  };
  return {
    link: counts.has('-e'),
    quiet: counts.has('-q'),
    verbose: counts.get('-v') ?? 0,
    absolute: counts.has('-S'),
    unchecked: counts.has('-K'),
    host,
    port: (port, protocol) => (numeric ? undefined : serviceAtPort(port, protocol)) ?? String(port),
    device: (ifindex) =>
      process.system.kernel.link.dump(process.netns).find((link) => link.ifindex === ifindex)?.name ?? `if${ifindex}`,
    protocol: (number) => (numeric ? undefined : protocolName(number)),
    conversations: new Map(),
  };
}
