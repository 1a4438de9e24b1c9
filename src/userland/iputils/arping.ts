import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { ARPING } from '../../grammar/iputils/arping.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Received } from '../../kernel/socket/requests.ts';
import { ANY_IPV4, formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { BROADCAST_MAC, formatMac, type Mac } from '../../net/mac.ts';
import { SIGINT, SIGQUIT, SIGTERM } from '../coreutils/signals.ts';
import { addressOf, nameFailure, resolveHost } from '../netbase/hosts.ts';
import type { Process, Program, Running } from '../process.ts';
import { openSocket } from '../socket.ts';
import { versionText } from './version.ts';
import { wholeNumber } from './whole-number.ts';

const TABLE = new GetoptTable(ARPING.options);
const SECOND = 1_000_000;

/** A word of the command line, and which one it is. */
interface Word {
  readonly text: string;
  readonly index: number;
}

/** What the words ask for. */
interface Request {
  readonly count: number;
  readonly deadline: number;
  readonly interval: number;
  readonly flags: ReadonlySet<string>;
  readonly device: Word | undefined;
  readonly source: Word | undefined;
  readonly target: Ipv4;
}

interface Chosen {
  readonly address: Ipv4;
}

/** Where the socket that only looks for the source is connected to. */
const PROBE_PORT = 1025;

/** arping(8), iputils 20221126. */
export const arping: Program = (process) => {
  const request = parse(process);
  if (typeof request === 'number') return request;
  const device = chooseDevice(process, request);
  if (typeof device === 'number') return device;
  const source = chooseSource(process, request, device);
  if (typeof source === 'number') return source;
  return probe(process, request, device, source.address);
};

const INT_MAX = 2147483647;
/** The ranges of numbers. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '-c': [1, INT_MAX],
  '-w': [0, INT_MAX],
  '-i': [0, INT_MAX],
};

function parse(process: Process): Request | number {
  const fail = (index: number, message: string, status = 2): number => {
    process.blame(index);
    process.stderr.write(message);
    return status;
  };
  const scan = new Getopt(process.argv, [TABLE]);
  const values = new Map<string, Word>();
  const numbers = new Map<string, number>();
  let operand: Word | undefined;
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error')
      return fail(step.index, `${getoptMessage('arping', step.error)}\n${usageOf('arping', ARPING)}`);
    if (step.kind === 'operand') operand = { text: step.value, index: step.index };
    else {
      const { name, value = '' } = step;
      if (name === '-h') return fail(step.index, usageOf('arping', ARPING));
      if (name === '-V') {
        process.stdout.write(versionText('arping'));
        return 0;
      }
      values.set(name, { text: value, index: step.valueIndex });
      if (!Object.hasOwn(NUMBERS, name)) continue;
      const number = wholeNumber(value, ...NUMBERS[name]!);
      if (typeof number !== 'number') return fail(step.valueIndex, `arping: ${number.complaint}\n`, 1);
      numbers.set(name, number);
    }
  }
  if (operand === undefined) return fail(0, usageOf('arping', ARPING));
  const target = resolveHost(process, operand.text);
  if (target === null) return fail(operand.index, `arping: ${operand.text}: ${nameFailure(operand.text)}\n`);
  const device = values.get('-I');
  return {
    count: numbers.get('-c') ?? 0,
    deadline: (numbers.get('-w') ?? 0) * SECOND,
    interval: (numbers.get('-i') ?? 1) * SECOND,
    flags: new Set(values.keys()),
    // An empty name asks for no particular device.
    device: device?.text === '' ? undefined : device,
    source: values.get('-s'),
    target,
  };
}

/** The device of -I, else that of the route to the target; a status when there is none that ARP works on. */
function chooseDevice(process: Process, request: Request): LinkInfo | number {
  const { device, flags } = request;
  const link = device === undefined ? routedDevice(process, request.target) : namedDevice(process, device);
  if (link === undefined) return device === undefined ? 1 : 2;
  const complain = (text: string, status: number): number => {
    if (device !== undefined) process.blame(device.index);
    if (!flags.has('-q')) process.stdout.write(`Interface "${link.name}" is ${text}\n`);
    return status;
  };
  if (!link.up) return complain('down', 2);
  if (link.noArp || link.kind === 'loopback') return complain('not ARPable', flags.has('-D') ? 0 : 2);
  return link;
}

/** The device named; undefined after a complaint. */
function namedDevice(process: Process, { text, index }: Word): LinkInfo | undefined {
  const link = process.system.kernel.link.find(process.netns, text);
  // An alternative name is no name to arping.
  if (link?.name === text) return link;
  process.blame(index);
  process.stderr.write(`arping: Device ${text} not available.\n`);
  return undefined;
}

/** The device of the route to the target; undefined after a complaint. */
function routedDevice(process: Process, destination: Ipv4): LinkInfo | undefined {
  const { kernel } = process.system;
  const routed = kernel.route.get(process.netns, { destination });
  const link = routed.ok ? kernel.link.get(process.netns, routed.value.ifindex) : undefined;
  // It asked the kernel by netlink and takes the error for an answer of the wrong length.
  if (link === undefined) process.stderr.write('arping: NETLINK_ROUTE unexpected iov element\n');
  return link;
}

/** The address to ask from: a UDP socket that is bound to it, or connected to the target, tells; a status when it cannot. */
function chooseSource(process: Process, request: Request, device: LinkInfo): Chosen | number {
  const { flags, target } = request;
  const given = request.source === undefined ? undefined : addressOf(request.source.text);
  if (given === null) {
    process.blame(request.source!.index);
    process.stderr.write(`arping: invalid source ${request.source!.text}\n`);
    return 2;
  }
  if (given === undefined && flags.has('-D')) return { address: ANY_IPV4 };
  const wanted = given ?? (flags.has('-U') || flags.has('-A') ? target : undefined);
  const socket = openSocket(process, 'udp');
  socket.setOptions({ device: device.name });
  if (wanted === undefined) socket.setOptions({ dontRoute: true });
  const done = wanted === undefined ? socket.connect(target, PROBE_PORT) : socket.bind(wanted, 0);
  const { address } = socket.local();
  socket.close();
  if (done.ok) return { address };
  process.blame(request.device?.index ?? 0);
  process.stderr.write(`arping: ${wanted === undefined ? 'connect' : 'bind'}: ${strerror(done.error.errno)}\n`);
  return 2;
}

/** The signals at which it ends with its counts. */
const ENDING: ReadonlySet<number> = new Set([SIGINT, SIGQUIT, SIGTERM]);

function* probe(process: Process, request: Request, device: LinkInfo, source: Ipv4): Running {
  const { kernel } = process.system;
  const { flags, target, count } = request;
  const quiet = flags.has('-q');
  const print = (text: string) => {
    if (!quiet) process.stdout.write(text);
  };
  const socket = kernel.socket.open(process.netns, 'arp');
  print(`ARPING ${formatIpv4(target)} from ${formatIpv4(source)} ${device.name}\n`);
  if (request.source === undefined && source === ANY_IPV4 && !flags.has('-D')) {
    process.blame(request.device?.index ?? 0);
    process.stderr.write('arping: no source address in not-DAD mode\n');
    return 2;
  }
  const end = request.deadline === 0 ? Number.POSITIVE_INFINITY : kernel.now + request.deadline;
  let to: Mac = BROADCAST_MAC;
  let sent = 0;
  let broadcasts = 0;
  let received = 0;
  let next = kernel.now;
  let last = next;
  let interrupted = false;
  const caught = (signal: number) => {
    interrupted = ENDING.has(signal);
    return interrupted;
  };
  for (;;) {
    if (kernel.now >= next) {
      if (count > 0 && sent >= count) break;
      const targetMac = flags.has('-A') ? device.mac : flags.has('-U') ? BROADCAST_MAC : to;
      socket.sendArp(
        {
          kind: 'arp',
          operation: flags.has('-A') ? 'reply' : 'request',
          senderMac: device.mac,
          senderIp: source,
          targetMac,
          targetIp: target,
        },
        to,
        device.ifindex,
      );
      sent++;
      if (to === BROADCAST_MAC) broadcasts++;
      last = kernel.now;
      // An interval of zero sets no timer.
      next = kernel.now + (request.interval || Number.POSITIVE_INFINITY);
    }
    // A request that falls on the end is still sent.
    if (kernel.now >= end) break;
    if (!socket.pending()) yield { until: Math.min(next, end), ready: () => socket.pending(), caught };
    if (interrupted) break;
    for (let item = socket.receive(); item !== undefined; item = socket.receive()) {
      const packet = answerOf(item, request, device, source);
      if (packet === undefined) continue;
      received++;
      const kind = packet.frameDestination === BROADCAST_MAC ? 'Broadcast' : 'Unicast';
      const forUs = packet.packet.operation === 'reply' ? 'reply' : 'request';
      print(
        `${kind} ${forUs} from ${formatIpv4(packet.packet.senderIp)} [${formatMac(packet.packet.senderMac).toUpperCase()}]  ${((item.time - last) / 1000).toFixed(3)}ms\n`,
      );
      if (!flags.has('-b')) to = packet.packet.senderMac;
      // Answers are only counted against a deadline.
      const isEnough = count > 0 && received >= count && request.deadline > 0;
      if (flags.has('-D') || flags.has('-f') || isEnough) {
        socket.close();
        return finish(print, flags, sent, broadcasts, received);
      }
    }
  }
  socket.close();
  return finish(print, flags, sent, broadcasts, received);
}

function answerOf(
  item: Received,
  { target, flags }: Request,
  device: LinkInfo,
  source: Ipv4,
): Extract<Received, { kind: 'arp' }> | undefined {
  if (item.kind !== 'arp' || item.ifindex !== device.ifindex || item.packet.senderIp !== target) return undefined;
  if (flags.has('-D')) return item.packet.senderMac === device.mac ? undefined : item;
  return item.packet.targetIp === source && item.frameDestination === device.mac ? item : undefined;
}

function finish(
  print: (text: string) => void,
  flags: ReadonlySet<string>,
  sent: number,
  broadcasts: number,
  received: number,
): number {
  print(`Sent ${sent} probes (${broadcasts} broadcast(s))\nReceived ${received} response(s)\n`);
  if (flags.has('-D')) return received === 0 ? 0 : 1;
  if (flags.has('-U') || flags.has('-A')) return 0;
  return received > 0 ? 0 : 1;
}
