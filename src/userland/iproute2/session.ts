import { strerror } from '../../kernel/errno.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import type { Refusal } from '../../kernel/result.ts';
import type { Family } from '../../net/prefix.ts';
import type { Process } from '../process.ts';
import { EXIT_MINUS_ONE, Exit } from './exit.ts';
import { type Names, ROUTE_TABLES } from './names.ts';
import { Printer } from './printer.ts';

const TABLES_FILE = '/etc/iproute2/rt_tables';

/** What the options before the object say. */
export interface Options {
  family: Family | 'link' | 'mpls' | 'bridge' | undefined;
  json: boolean;
  pretty: boolean;
  color: boolean;
  compressVlans: boolean;
  brief: boolean;
  oneline: boolean;
  details: number;
  stats: number;
  human: boolean;
  iec: boolean;
  numeric: boolean;
  all: boolean;
  force: boolean;
  loops: number;
  /** Changes are printed with their time. */
  timestamp: boolean;
}

/** Colours on a light background. */
const COLOURS = { ifname: 36, mac: 33, inet: 35, inet6: 34, up: 32, down: 31 } as const;

/** AF_* of the families that are none of addresses. */
export const FAMILY_NUMBERS = { bridge: 7, link: 17, mpls: 28 } as const;

/** One run of ip or bridge: its options, its printer, and iproute2's ways to complain. */
export class Session {
  readonly options: Options = {
    family: undefined,
    json: false,
    pretty: false,
    color: false,
    compressVlans: false,
    brief: false,
    oneline: false,
    details: 0,
    stats: 0,
    human: false,
    iec: false,
    numeric: false,
    all: false,
    force: false,
    loops: 10,
    timestamp: false,
  };
  readonly kernel: Kernel;
  readonly out: Printer;
  /** The namespace asked: the process's own, or that of -netns. */
  netns: Netns;
  /** The words being read: the process's own, or a line of a batch. */
  argv: readonly string[];
  /** The word of the object that ip is asked about, behind its own options. */
  objectAt = 1;
  /** In a batch, the word of the process that names the file: to blame for everything in it. */
  batch: number | undefined;
  /** In a batch, the place of the line that runs, `FILE:LINE`. */
  batchLine = '';
  /** In a batch, a list of devices was asked for: addresses are listed in its manner from then on (iproute2's do_link). */
  listsLinks = false;

  #tables: Names | undefined;

  constructor(readonly process: Process) {
    const { options } = this;
    this.kernel = process.system.kernel;
    this.netns = process.netns;
    this.argv = process.argv;
    this.out = new Printer(
      process.stdout,
      () => options.json,
      () => options.pretty,
      () => (options.oneline ? '\\' : '\n'),
    );
  }

  /** The names of routing tables: those that everybody knows, and those of the machine's files. */
  get tables(): Names {
    this.#tables ??= this.#readTables();
    return this.#tables;
  }

  #readTables(): Names {
    const { fs } = this.process.system;
    const netns = this.process.netns;
    const more = fs.list(`${TABLES_FILE}.d`, netns);
    const files = (more.ok ? more.value : []).filter((name) => name.endsWith('.conf'));
    const texts = [TABLES_FILE, ...files.map((name) => `${TABLES_FILE}.d/${name}`)].map((path) => fs.read(path, netns));
    return ROUTE_TABLES.with(texts.map((text) => (text.ok ? text.value : '')).join('\n'));
  }

  /** The address family for words that may be of either; undefined where none was chosen. */
  get family(): Family | undefined {
    const { family } = this.options;
    return family === 4 || family === 6 ? family : undefined;
  }

  /** The chosen family when it is none of addresses. */
  get foreignFamily(): 'link' | 'mpls' | 'bridge' | undefined {
    const { family } = this.options;
    return typeof family === 'string' ? family : undefined;
  }

  /** The request is about a family that the kernel has no such table for. */
  unsupportedFamily(): void {
    this.refused({ errno: 'EAFNOSUPPORT' });
  }

  /** A text in the colour of what it is, where colours were asked for (iproute2's lib/color.c). */
  paint(what: keyof typeof COLOURS, text: string): string {
    return this.options.color ? `\x1b[${COLOURS[what]}m${text}\x1b[0m` : text;
  }

  /** Prints an error, with the word to blame. */
  error(text: string, index?: number): void {
    this.out.flush();
    this.process.stderr.write(text);
    if (index !== undefined) this.process.blame(this.batch ?? index);
  }

  /** Prints an error and ends the program. */
  die(text: string, index?: number, status: number = EXIT_MINUS_ONE): never {
    this.error(text, index);
    throw new Exit(status);
  }

  /** A value that is wrong (iproute2's invarg). */
  invalid(message: string, index: number, word: string = this.argv[index] ?? ''): never {
    this.die(`Error: argument "${word}" is wrong: ${message}\n`, index);
  }

  /** A value given twice (duparg). */
  duplicate(key: string, index: number): never {
    this.die(`Error: duplicate "${key}": "${this.argv[index] ?? ''}" is the second value.\n`, index);
  }

  /** A word that is one too many (duparg2). */
  garbage(key: string, index: number): never {
    this.die(`Error: either "${key}" is duplicate, or "${this.argv[index] ?? ''}" is a garbage.\n`, index);
  }

  /** The line ends where a value had to come (incomplete_command). */
  incomplete(): never {
    this.die('Command line is not complete. Try option "help"\n', this.argv.length - 1);
  }

  /** A device that does not exist (nodev). */
  noDevice(index: number, word: string = this.argv[index] ?? ''): void {
    this.error(`Cannot find device "${word}"\n`, index);
  }

  /** Prints why the kernel refused a request. */
  refused(error: Refusal, index?: number): void {
    const { extack } = error;
    const text =
      extack === undefined
        ? `RTNETLINK answers: ${strerror(error.errno)}\n`
        : `Error: ${extack}${extack.endsWith('.') ? '' : '.'}\n`;
    this.error(text, index);
  }

  /** A line of a batch has failed. */
  failedInBatch(): void {
    this.error(`Command failed ${this.batchLine}\n`, this.batch);
  }

  /**
   * A command could not be started where it was to run. In a batch this happens in a child, which takes itself for the
   * batch, says that it has failed, and ends (cmd_exec).
   */
  notStarted(text: string, index: number): number {
    this.error(text, index);
    if (this.batch === undefined) return EXIT_MINUS_ONE;
    this.failedInBatch();
    return 1;
  }

  /** Says that something is not simulated. */
  unsimulated(what: string, index: number): void {
    this.process.unsimulated(what, this.batch ?? index);
  }

  /** The interface index a name stands for: a device's, or that of `if7`; undefined for none. */
  ifindexOf(name: string): number | undefined {
    const found = this.kernel.link.find(this.netns, name)?.ifindex;
    if (found !== undefined) return found;
    const index = Number(/^if(\d+)/.exec(name)?.[1] ?? 0);
    return index === 0 ? undefined : index;
  }

  /** The name of a device, `if7` for one that does not exist. */
  deviceName(ifindex: number): string {
    if (ifindex === 0) return '*';
    return this.kernel.link.get(this.netns, ifindex)?.name ?? `if${ifindex}`;
  }

  /** The device a name stands for. */
  device(name: string): LinkInfo | undefined {
    return this.kernel.link.find(this.netns, name);
  }
}
