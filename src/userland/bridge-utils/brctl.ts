import { BRCTL } from '../../grammar/bridge-utils/brctl.ts';
import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { usageOf } from '../../grammar/usage.ts';
import { type Errno, strerror } from '../../kernel/errno.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Result } from '../../kernel/result.ts';
import type { Process, Program } from '../process.ts';
import { showBridges, showMacs, showSpanningTree } from './show.ts';

/** IFNAMSIZ - 1: brctl cuts longer names. */
const NAME_LIMIT = 15;

/** A subcommand. */
type Subcommand = (call: Call) => number;

/** One call of brctl: its words behind the subcommand. */
export class Call {
  constructor(
    readonly process: Process,
    /** Where they stand in `argv`. */
    private readonly places: readonly number[],
  ) {}

  get count(): number {
    return this.places.length;
  }

  word(index: number): string {
    return this.process.argv[this.places[index] ?? this.process.argv.length] ?? '';
  }

  /** The device that a word names. What is asked of the bridge, the first word, cuts its name (strncpy into ifr_name). */
  link(index: number): LinkInfo | undefined {
    const name = index === 0 ? this.word(0).slice(0, NAME_LIMIT) : this.word(index);
    return this.process.system.kernel.link.find(this.process.netns, name);
  }

  bridge(index: number): LinkInfo | undefined {
    const link = this.link(index);
    return link?.bridge === undefined ? undefined : link;
  }

  /** Prints a message and blames a word. */
  fail(index: number, message: string): number {
    this.process.blame(this.places[index] ?? 1);
    this.process.stderr.write(`${message}\n`);
    return 1;
  }

  set(link: LinkInfo, change: Parameters<Process['system']['kernel']['link']['set']>[2]): Result {
    return this.process.system.kernel.link.set(this.process.netns, link.ifindex, change);
  }
}

function addBridge(call: Call): number {
  const { process } = call;
  const name = call.word(0).slice(0, NAME_LIMIT);
  const made = process.system.kernel.link.add(process.netns, { name, kind: 'bridge' });
  if (made.ok) return 0;
  if (made.error.errno === 'EEXIST')
    return call.fail(0, `device ${call.word(0)} already exists; can't create bridge with the same name`);
  return call.fail(0, `add bridge failed: ${strerror(made.error.errno)}`);
}

function deleteBridge(call: Call): number {
  const { process } = call;
  const name = call.word(0);
  const link = call.link(0);
  if (link === undefined) return call.fail(0, `bridge ${name} doesn't exist; can't delete it`);
  if (link.bridge === undefined) return call.fail(0, `can't delete bridge ${name}: Operation not permitted`);
  if (link.up) return call.fail(0, `bridge ${name} is still up; can't delete it`);
  process.system.kernel.link.delete(process.netns, link.ifindex);
  return 0;
}

/** Ports one after the other, up to the first that cannot be. */
function addInterface(call: Call): number {
  for (let i = 1; i < call.count; i++) {
    const status = addOne(call, i);
    if (status !== 0) return status;
  }
  return 0;
}

function addOne(call: Call, index: number): number {
  const bridge = call.word(0);
  const name = call.word(index);
  const link = call.link(index);
  if (link === undefined) return call.fail(index, `interface ${name} does not exist!`);
  const master = call.link(0);
  if (master === undefined) return call.fail(0, `bridge ${bridge} does not exist!`);
  if (link.master !== undefined)
    return call.fail(index, `device ${name} is already a member of a bridge; can't add it to bridge ${bridge}.`);
  const set =
    master.bridge === undefined
      ? ({ ok: false, error: { errno: 'EOPNOTSUPP' } } as const)
      : call.set(link, { master: master.ifindex });
  if (set.ok) return 0;
  if (set.error.errno === 'ELOOP')
    return call.fail(index, `device ${name} is a bridge device itself; can't add a bridge device to a bridge device.`);
  return call.fail(index, `can't add ${name} to bridge ${bridge}: ${strerror(set.error.errno)}`);
}

function deleteInterface(call: Call): number {
  for (let i = 1; i < call.count; i++) {
    const status = deleteOne(call, i);
    if (status !== 0) return status;
  }
  return 0;
}

function deleteOne(call: Call, index: number): number {
  const bridge = call.word(0);
  const name = call.word(index);
  const link = call.link(index);
  if (link === undefined) return call.fail(index, `interface ${name} does not exist!`);
  const master = call.link(0);
  if (master === undefined) return call.fail(0, `bridge ${bridge} does not exist!`);
  if (master.bridge === undefined)
    return call.fail(0, `can't delete ${name} from ${bridge}: ${strerror('EOPNOTSUPP')}`);
  if (link.master?.name !== master.name) return call.fail(index, `device ${name} is not a port of ${bridge}`);
  call.set(link, { master: 0 });
  return 0;
}

const LONG_MAX = (1n << 63n) - 1n;

/** A time in seconds as sscanf's `%lf` reads it, in whole hundredths; undefined when the text begins with no number. */
function timeOf(text: string): number | undefined {
  const number = /^\s*\+?(0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i.exec(text)?.[1];
  // Microseconds are cut, then hundredths.
  return number === undefined ? undefined : Math.floor(Math.floor(Number(number) * 1_000_000) / 10_000);
}

/** A whole number as sscanf's `%i` reads it, the lower 32 bits of what strtol takes; undefined when the text begins with none. */
function numberOf(text: string): number | undefined {
  const digits = /^\s*\+?(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits}` : digits);
  return Number(BigInt.asIntN(32, value > LONG_MAX ? LONG_MAX : value));
}

/** A setting of the bridge: how its failure is told, and how its value is read. */
function setting(
  what: string,
  bad: string,
  key: 'ageingTime' | 'forwardDelay' | 'helloTime' | 'maxAge' | 'priority',
  read: (text: string) => number | undefined,
): Subcommand {
  return (call) => {
    const value = read(call.word(1));
    if (value === undefined) return call.fail(1, bad);
    const link = call.link(0);
    const failed = (at: number, errno: Errno) => call.fail(at, `set ${what} failed: ${strerror(errno)}`);
    if (link?.bridge === undefined) return failed(0, link === undefined ? 'ENODEV' : 'EOPNOTSUPP');
    const set = call.set(link, { bridge: { [key]: value } });
    return set.ok ? 0 : failed(1, set.error.errno);
  };
}

const time = (what: string, key: 'ageingTime' | 'forwardDelay' | 'helloTime' | 'maxAge'): Subcommand =>
  setting(what, `bad ${what} value`, key, timeOf);

/** The kernel takes the lowest 16 bits of a priority. */
const bridgePriority = setting('bridge priority', 'bad priority', 'priority', (text) => {
  const value = numberOf(text);
  return value === undefined ? undefined : value & 0xffff;
});

function setSpanningTree(call: Call): number {
  const wanted = onOff(call.word(1));
  if (wanted === undefined) return call.fail(1, 'expect on/off for argument');
  const link = call.link(0);
  if (link?.bridge === undefined)
    return call.fail(0, `set stp status failed: ${strerror(link === undefined ? 'ENODEV' : 'EOPNOTSUPP')}`);
  call.set(link, { bridge: { stp: wanted } });
  return 0;
}

/** Whose port it is does not matter, as long as there is a device of the bridge's name (sysfs's brport/hairpin_mode). */
function setHairpin(call: Call): number {
  const wanted = onOff(call.word(2));
  if (wanted === undefined) return call.fail(2, 'expect on/off for argument');
  const port = call.link(1);
  if (port === undefined) return call.fail(1, `interface ${call.word(1)} does not exist!`);
  if (call.link(0) === undefined) return call.fail(0, `bridge ${call.word(0)} does not exist!`);
  const failed = (errno: Errno) =>
    call.fail(1, `can't set ${call.word(1)} to hairpin on bridge ${call.word(0)}: ${strerror(errno)}`);
  if (port.port === undefined) return failed(noPort(call));
  call.set(port, { port: { hairpin: wanted } });
  return 0;
}

/** Why a device that is no port has no setting of one: where sysfs has no file for it, the bridge is asked by ioctl(2). */
function noPort(call: Call): Errno {
  const master = call.link(0);
  if (master === undefined) return 'ENODEV';
  return master.bridge === undefined ? 'EOPNOTSUPP' : 'ENOENT';
}

/** A setting of a port, whichever bridge is named (sysfs's brport). */
function portSetting(what: string, bad: string, key: 'cost' | 'priority'): Subcommand {
  return (call) => {
    const value = numberOf(call.word(2));
    if (value === undefined) return call.fail(2, bad);
    const failed = (at: number, errno: Errno) => call.fail(at, `set ${what} failed: ${strerror(errno)}`);
    const link = call.link(1);
    if (link === undefined) return failed(1, 'ENODEV');
    if (link.port === undefined) return failed(1, noPort(call));
    // The file takes no sign: what is negative is far too much.
    const set = call.set(link, { port: { [key]: value >>> 0 } });
    if (set.ok) return 0;
    // What the file does not take is asked of the bridge that was named, the port's or not.
    const bridge = call.link(0);
    if (bridge === undefined) return failed(0, 'ENODEV');
    return failed(2, bridge.kind === 'bridge' ? set.error.errno : 'EOPNOTSUPP');
  };
}

function onOff(word: string): boolean | undefined {
  if (word === 'on' || word === 'yes' || word === '1') return true;
  return word === 'off' || word === 'no' || word === '0' ? false : undefined;
}

/** Subcommands with the least number of words they take; nobody minds more. */
const SUBCOMMANDS: Readonly<Record<string, readonly [Subcommand, number]>> = {
  addbr: [addBridge, 1],
  delbr: [deleteBridge, 1],
  addif: [addInterface, 2],
  delif: [deleteInterface, 2],
  hairpin: [setHairpin, 3],
  setageing: [time('ageing time', 'ageingTime'), 2],
  setbridgeprio: [bridgePriority, 2],
  setfd: [time('forward delay', 'forwardDelay'), 2],
  sethello: [time('hello timer', 'helloTime'), 2],
  setmaxage: [time('max age', 'maxAge'), 2],
  setpathcost: [portSetting('path cost', 'bad path cost value', 'cost'), 3],
  setportprio: [portSetting('port priority', 'bad path priority value', 'priority'), 3],
  show: [showBridges, 0],
  showmacs: [showMacs, 1],
  showstp: [showSpanningTree, 1],
  stp: [setSpanningTree, 2],
};

const OPTIONS = new GetoptTable(BRCTL.options);

/** brctl(8), bridge-utils 1.7. Options may stand anywhere. */
export const brctl: Program = (process) => {
  const usage = usageOf('brctl', BRCTL);
  const options = new Getopt(process.argv, [OPTIONS]);
  const words: number[] = [];
  for (let step = options.next(); step !== undefined; step = options.next()) {
    if (step.kind === 'operand') {
      words.push(step.index);
      continue;
    }
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('brctl', step.error)}\nUnknown option '?'\n`);
      process.stdout.write(usage);
      return 1;
    }
    process.stdout.write(step.option.name === '-V' ? 'bridge-utils, 1.7\n' : usage);
    return 0;
  }
  if (words[0] === undefined) {
    process.stdout.write(usage);
    return 1;
  }
  return runSubcommand(new Call(process, words.slice(1)), process.argv[words[0]]!, words[0]);
};

function runSubcommand(call: Call, name: string, at: number): number {
  const { process } = call;
  const row = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (row === undefined) {
    process.blame(at);
    process.stderr.write(`never heard of command [${name}]\n`);
    process.stdout.write(usageOf('brctl', BRCTL));
    return 1;
  }
  const [run, least] = row;
  if (call.count < least) {
    const grammar = BRCTL.commands!.find((each) => each.name === name)!;
    process.blame(at);
    process.stdout.write(`Incorrect number of arguments for command\n${usageOf(`brctl ${name}`, grammar)}`);
    return 1;
  }
  return run(call);
}
