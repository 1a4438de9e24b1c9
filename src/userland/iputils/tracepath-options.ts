import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { TRACEPATH } from '../../grammar/iputils/tracepath.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import { parseIpv6 } from '../../net/ipv6.ts';
import { nameFailure, resolveHost } from '../netbase/hosts.ts';
import type { Process } from '../process.ts';
import { versionText } from './version.ts';
import { wholeNumber } from './whole-number.ts';

/** What the words of a tracepath command ask for. */
export interface TracepathOptions {
  readonly target: Ipv4;
  readonly port: number;
  readonly names: 'numeric' | 'names' | 'names-and-numbers' | 'numbers-and-names';
  /** Bytes of the first packet, headers included. */
  readonly size: number;
  readonly hops: number;
}

/** Bytes of an IPv4 header and a UDP header. */
export const OVERHEAD = 28;

const TABLE = new GetoptTable(TRACEPATH.options);
const LARGEST = 65535;
const INT_MAX = 2147483647;
const FIRST_PORT = 44444;

/** The end of the program before it began. */
class Exit {
  constructor(readonly status: number) {}
}

/** Reads the command line in tracepath's order; a status when it ends there. */
export function parseTracepath(process: Process): TracepathOptions | number {
  try {
    return new Reader(process).read();
  } catch (end) {
    if (end instanceof Exit) return end.status;
    throw end;
  }
}

class Reader {
  private readonly flags = new Set<string>();
  private readonly numbers = new Map<string, number>();
  private readonly operands: { text: string; index: number }[] = [];

  constructor(private readonly process: Process) {}

  read(): TracepathOptions {
    this.scan();
    const [operand, ...more] = this.operands;
    if (operand === undefined || more.length > 0) return this.usage(more[0]?.index ?? 0);
    const port = this.numbers.get('-p') ?? 0;
    // The port behind a slash is the way of old times, and not looked for where -p names one.
    const slash = port === 0 ? operand.text.indexOf('/') : -1;
    const host = slash < 0 ? operand.text : operand.text.slice(0, slash);
    const behind = slash < 0 ? FIRST_PORT : this.number(operand.text.slice(slash + 1), operand.index, LARGEST);
    const target = this.resolve(host, operand.index);
    const size = this.numbers.get('-l') || LARGEST;
    if (size <= OVERHEAD) this.fail(0, `pktlen must be within: ${OVERHEAD} < value <= ${INT_MAX}`);
    return {
      target,
      port: port || behind,
      names: this.names(),
      size,
      hops: this.numbers.get('-m') ?? 30,
    };
  }

  private scan(): void {
    const scan = new Getopt(this.process.argv, [TABLE]);
    for (let step = scan.next(); step !== undefined; step = scan.next()) {
      if (step.kind === 'error') {
        this.process.stderr.write(`${getoptMessage('tracepath', step.error)}\n`);
        this.usage(step.index);
      } else if (step.kind === 'operand') this.operands.push({ text: step.value, index: step.index });
      else this.option(step.name, step.value, step.value === undefined ? step.index : step.valueIndex);
    }
  }

  private option(name: string, value: string | undefined, index: number): void {
    if (name === '-h') this.usage(index);
    if (name === '-V') {
      this.process.stdout.write(versionText('tracepath'));
      throw new Exit(0);
    }
    if ((name === '-4' && this.flags.has('-6')) || (name === '-6' && this.flags.has('-4')))
      this.fail(index, 'Only one -4 or -6 option may be specified', 2);
    if (value !== undefined) {
      const most = { '-l': INT_MAX, '-m': 255 }[name] ?? LARGEST;
      this.numbers.set(name, this.number(value, index, most));
    }
    this.flags.add(name);
  }

  private number(text: string, index: number, most: number): number {
    const number = wholeNumber(text, 0, most);
    return typeof number === 'number' ? number : this.fail(index, number.complaint);
  }

  private names(): TracepathOptions['names'] {
    if (!this.flags.has('-b')) return this.flags.has('-n') ? 'numeric' : 'names';
    return this.flags.has('-n') ? 'numbers-and-names' : 'names-and-numbers';
  }

  private resolve(host: string, index: number): Ipv4 {
    if (this.flags.has('-6') || parseIpv6(host) !== null) {
      this.process.unsimulated('tracepath by IPv6', index);
      return this.fail(index, `${host}: Temporary failure in name resolution`);
    }
    const target = resolveHost(this.process, host);
    if (target !== null) return target;
    return this.fail(index, `${host}: ${nameFailure(host)}`);
  }

  private fail(index: number, message: string, status = 1): never {
    this.process.blame(index);
    this.process.stderr.write(`tracepath: ${message}\n`);
    throw new Exit(status);
  }

  private usage(index: number): never {
    this.process.blame(index);
    this.process.stderr.write(usageOf('tracepath', TRACEPATH));
    throw new Exit(255);
  }
}
