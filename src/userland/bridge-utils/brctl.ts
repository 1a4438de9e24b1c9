import { BRCTL } from '../../grammar/bridge-utils/brctl.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Result } from '../../kernel/result.ts';
import type { Process, Program } from '../process.ts';
import { showBridges, showMacs, showSpanningTree } from './show.ts';

/** IFNAMSIZ - 1: brctl cuts longer names. */
const NAME_LIMIT = 15;

/** A subcommand: its words begin at `argv[2]`. */
type Subcommand = (call: Call) => number;

/** One call of brctl. */
export class Call {
  constructor(readonly process: Process) {}

  word(index: number): string {
    return this.process.argv[index + 2] ?? '';
  }

  link(index: number): LinkInfo | undefined {
    return this.process.system.kernel.link.find(this.process.netns, this.word(index));
  }

  bridge(index: number): LinkInfo | undefined {
    const link = this.link(index);
    return link?.bridge === undefined ? undefined : link;
  }

  /** Prints a message and blames a word. */
  fail(index: number, message: string): number {
    this.process.blame(index + 2);
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
    return call.fail(0, `device ${name} already exists; can't create bridge with the same name`);
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

function addInterface(call: Call): number {
  const bridge = call.word(0);
  let status = 0;
  for (let i = 1; i < call.process.argv.length - 2; i++) status = addOne(call, bridge, i) || status;
  return status;
}

function addOne(call: Call, bridge: string, index: number): number {
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
  let status = 0;
  for (let i = 1; i < call.process.argv.length - 2; i++) {
    const link = call.link(i);
    if (link === undefined) status = call.fail(i, `interface ${call.word(i)} does not exist!`);
    else if (call.link(0) === undefined) status = call.fail(0, `bridge ${call.word(0)} does not exist!`);
    else if (link.master?.name !== call.word(0))
      status = call.fail(i, `device ${call.word(i)} is not a port of ${call.word(0)}`);
    else call.set(link, { master: 0 });
  }
  return status;
}

/** A setting of the bridge: `name` in the message of a failure, the value scaled to the kernel's units. */
function setting(
  what: string,
  key: 'ageingTime' | 'forwardDelay' | 'helloTime' | 'maxAge' | 'priority',
  isTime: boolean,
): Subcommand {
  return (call) => {
    const text = call.word(1);
    const value = Number(text);
    if (text === '' || Number.isNaN(value)) return call.fail(1, isTime ? `bad ${what} value` : 'bad priority');
    const bridge = call.bridge(0);
    if (bridge === undefined)
      return call.fail(0, `set ${what} failed: ${strerror(call.link(0) === undefined ? 'ENODEV' : 'EOPNOTSUPP')}`);
    call.set(bridge, { bridge: { [key]: isTime ? Math.round(value * 100) : value } });
    return 0;
  };
}

function setSpanningTree(call: Call): number {
  const wanted = onOff(call.word(1));
  if (wanted === undefined) return call.fail(1, 'expect on/off for argument');
  const bridge = call.bridge(0);
  if (bridge === undefined)
    return call.fail(0, `set stp status failed: ${strerror(call.link(0) === undefined ? 'ENODEV' : 'EOPNOTSUPP')}`);
  call.set(bridge, { bridge: { stp: wanted } });
  return 0;
}

function setHairpin(call: Call): number {
  const wanted = onOff(call.word(2));
  if (wanted === undefined) return call.fail(2, 'expect on/off for argument');
  const port = call.link(1);
  if (port === undefined) return call.fail(1, `interface ${call.word(1)} does not exist!`);
  if (port.master?.name !== call.word(0))
    return call.fail(1, `can't set ${call.word(1)} to hairpin on bridge ${call.word(0)}: No such device`);
  call.set(port, { port: { hairpin: wanted } });
  return 0;
}

function portSetting(what: string, key: 'cost' | 'priority'): Subcommand {
  return (call) => {
    const value = Number(call.word(2));
    if (Number.isNaN(value)) return call.fail(2, `bad ${what}`);
    const port = call.link(1);
    if (port === undefined || port.master?.name !== call.word(0))
      return call.fail(1, `set ${what} failed: ${strerror('EINVAL')}`);
    call.set(port, { port: { [key]: value } });
    return 0;
  };
}

function onOff(word: string): boolean | undefined {
  if (word === 'on' || word === 'yes' || word === '1') return true;
  return word === 'off' || word === 'no' || word === '0' ? false : undefined;
}

/** Subcommands with the least and the greatest number of words they take. */
const SUBCOMMANDS: Readonly<Record<string, readonly [Subcommand, number, number]>> = {
  addbr: [addBridge, 1, 1],
  delbr: [deleteBridge, 1, 1],
  addif: [addInterface, 2, 1000],
  delif: [deleteInterface, 2, 1000],
  hairpin: [setHairpin, 3, 3],
  setageing: [setting('ageing time', 'ageingTime', true), 2, 2],
  setbridgeprio: [setting('bridge priority', 'priority', false), 2, 2],
  setfd: [setting('forward delay', 'forwardDelay', true), 2, 2],
  sethello: [setting('hello timer', 'helloTime', true), 2, 2],
  setmaxage: [setting('max age', 'maxAge', true), 2, 2],
  setpathcost: [portSetting('path cost', 'cost'), 3, 3],
  setportprio: [portSetting('port priority', 'priority'), 3, 3],
  show: [showBridges, 0, 1000],
  showmacs: [showMacs, 1, 1],
  showstp: [showSpanningTree, 1, 1],
  stp: [setSpanningTree, 2, 2],
};

/** brctl(8), bridge-utils 1.7. */
export const brctl: Program = (process) => {
  const name = process.argv[1];
  if (name === '--version' || name === '-V') {
    process.stdout.write('bridge-utils, 1.7\n');
    return 0;
  }
  if (name === undefined) {
    process.stderr.write(usageOf('brctl', BRCTL));
    return 1;
  }
  const row = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (row === undefined) {
    process.blame(1);
    process.stderr.write(`never heard of command [${name}]\n${usageOf('brctl', BRCTL)}`);
    return 1;
  }
  const [run, least, most] = row;
  const count = process.argv.length - 2;
  if (count < least || count > most) {
    const grammar = BRCTL.commands!.find((each) => each.name === name)!;
    process.blame(1);
    process.stderr.write(`Incorrect number of arguments for command\n${usageOf(`brctl ${name}`, grammar)}`);
    return 1;
  }
  return run(new Call(process));
};
