import { ETHTOOL } from '../../grammar/ethtool/ethtool.ts';
import { usageOf } from '../../grammar/usage.ts';
import { type Errno, strerror } from '../../kernel/errno.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Process } from '../process.ts';

/** The end of the program: what is to be said is said. */
export class Exit {
  constructor(readonly status: number) {}
}

const NAME_LIMIT = 15;

/** One call of ethtool: its device and its words, and how it complains. */
export class Request {
  constructor(
    readonly process: Process,
    /** Where the device's name stands in the command. */
    private readonly at: number,
  ) {}

  get name(): string {
    return this.process.argv[this.at]!;
  }

  /** The words behind the device. */
  get words(): readonly string[] {
    return this.process.argv.slice(this.at + 1);
  }

  /** The place of one of `words` in the command. */
  indexOf(word: number): number {
    return this.at + 1 + word;
  }

  find(): LinkInfo | undefined {
    const { system, netns } = this.process;
    return system.kernel.link.find(netns, this.name);
  }

  /** The device, asked for by netlink. */
  device(status = 1): LinkInfo {
    const found = this.find() ?? this.noDevice(status);
    if (found.kind === 'ethernet') this.process.unsimulated('ethtool on the card of the machine', this.at);
    return found;
  }

  /** The device, asked for by ioctl(2), which takes no long names; undefined when there is none. */
  oldDevice(lacking = 'ethtool netlink support for subcommand missing'): LinkInfo | undefined {
    if (this.name.length > NAME_LIMIT) this.fail(this.at, `${lacking}, device name longer than 15 not supported`);
    return this.find();
  }

  noDevice(status: number): never {
    this.complainNoDevice();
    throw new Exit(status);
  }

  complainNoDevice(): void {
    this.process.blame(this.at);
    this.error('netlink error: no device matches name (offset 24)\nnetlink error: No such device');
  }

  /** netlink's own words for an errno. */
  netlink(errno: Errno, status: number, extack?: string): never {
    this.process.blame(this.at);
    if (extack !== undefined) this.error(`netlink error: ${extack}`);
    this.error(`netlink error: ${strerror(errno)}`);
    throw new Exit(status);
  }

  fail(index: number, message: string, status = 1): never {
    this.process.blame(index);
    this.error(message);
    throw new Exit(status);
  }

  noMoreWords(): void {
    const [extra] = this.words;
    if (extra !== undefined) this.fail(this.indexOf(0), `ethtool: unexpected parameter '${extra}'`);
  }

  print(text: string): void {
    this.process.stdout.write(text);
  }

  error(text: string): void {
    this.process.stderr.write(`${text}\n`);
  }
}

/** What is said of words that make no sense at all. */
export function misused(process: Process, index: number): number {
  process.blame(index);
  process.stderr.write('ethtool: bad command line argument(s)\nFor more information run ethtool -h\n');
  return 1;
}

/** The usage text. */
export function usage(process: Process): number {
  process.stdout.write(`ethtool version 6.1\n${usageOf('ethtool', ETHTOOL)}`);
  return 0;
}
