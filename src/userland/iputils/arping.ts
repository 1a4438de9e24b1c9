import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { ARPING } from '../../grammar/iputils/arping.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Received } from '../../kernel/socket/requests.ts';
import { ANY_IPV4, formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { BROADCAST_MAC, formatMac, type Mac } from '../../net/mac.ts';
import { resolveHost } from '../netbase/hosts.ts';
import type { Process, Program, Running } from '../process.ts';
import { openSocket } from '../socket.ts';

const TABLE = new GetoptTable(ARPING.options);
const SECOND = 1_000_000;

/** What the words ask for. */
interface Request {
  readonly count: number;
  readonly deadline: number;
  readonly interval: number;
  readonly flags: ReadonlySet<string>;
  readonly device: { readonly text: string; readonly index: number } | undefined;
  readonly source: Ipv4 | undefined;
  readonly target: Ipv4;
  readonly targetText: string;
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

function parse(process: Process): Request | number {
  const fail = (index: number, message: string, status = 2): number => {
    process.blame(index);
    process.stderr.write(message);
    return status;
  };
  const scan = new Getopt(process.argv, [TABLE]);
  const values = new Map<string, { text: string; index: number }>();
  let operand: { text: string; index: number } | undefined;
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error')
      return fail(step.index, `${getoptMessage('arping', step.error)}\n${usageOf('arping', ARPING)}`);
    if (step.kind === 'operand') operand = { text: step.value, index: step.index };
    else
      values.set(step.name, { text: step.value ?? '', index: step.value === undefined ? step.index : step.valueIndex });
  }
  if (operand === undefined || values.has('-h')) return fail(0, usageOf('arping', ARPING));
  const number = (name: string, otherwise: number): number => {
    const text = values.get(name)?.text;
    return text === undefined ? otherwise : Number(text);
  };
  for (const name of ['-c', '-w', '-i']) {
    const given = values.get(name);
    if (given !== undefined && !/^\d+$/.test(given.text))
      return fail(given.index, `arping: invalid argument: '${given.text}'\n`, 1);
  }
  const target = resolveHost(process, operand.text);
  if (target === null) return fail(operand.index, `arping: ${operand.text}: Temporary failure in name resolution\n`);
  const sourceText = values.get('-s');
  const source = sourceText === undefined ? undefined : resolveHost(process, sourceText.text);
  if (source === null)
    return fail(sourceText!.index, `arping: ${sourceText!.text}: Temporary failure in name resolution\n`);
  return {
    count: number('-c', 0),
    deadline: number('-w', 0) * SECOND,
    interval: number('-i', 1) * SECOND,
    flags: new Set(values.keys()),
    device: values.get('-I'),
    source,
    target,
    targetText: operand.text,
  };
}

/** The device of -I, else that of the route to the target; a status when there is none. */
function chooseDevice(process: Process, request: Request): LinkInfo | number {
  const { kernel } = process.system;
  const { device } = request;
  if (device === undefined) {
    const routed = kernel.route.get(process.netns, { destination: request.target });
    const found = routed.ok ? kernel.link.get(process.netns, routed.value.ifindex) : undefined;
    if (found === undefined) {
      // It asked the kernel by netlink and takes the error for an answer of the wrong length.
      process.stderr.write('arping: NETLINK_ROUTE unexpected iov element\n');
      return 1;
    }
    if (found.kind !== 'loopback') return found;
    process.stdout.write(`Interface "${found.name}" is not ARPable\n`);
    return 2;
  }
  const link = kernel.link.find(process.netns, device.text);
  const complain = (text: string, status: number): number => {
    process.blame(device.index);
    if (!request.flags.has('-q')) (text.startsWith('arping') ? process.stderr : process.stdout).write(`${text}\n`);
    return status;
  };
  if (link?.name !== device.text) return complain(`arping: Device ${device.text} not available.`, 2);
  if (!link.up) return complain(`Interface "${link.name}" is down`, 2);
  if (link.noArp || link.kind === 'loopback')
    return complain(`Interface "${link.name}" is not ARPable`, request.flags.has('-D') ? 0 : 2);
  return link;
}

/** The address to ask from: a UDP socket that is bound to it, or connected to the target, tells; a status when it cannot. */
function chooseSource(process: Process, request: Request, device: LinkInfo): Chosen | number {
  const { flags, target } = request;
  const wanted = request.source ?? (flags.has('-U') || flags.has('-A') ? target : undefined);
  if (wanted === undefined && flags.has('-D')) return { address: ANY_IPV4 };
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

function* probe(process: Process, request: Request, device: LinkInfo, source: Ipv4): Running {
  const { kernel } = process.system;
  const { flags, target, count } = request;
  const quiet = flags.has('-q');
  const print = (text: string) => {
    if (!quiet) process.stdout.write(text);
  };
  const socket = kernel.socket.open(process.netns, 'arp');
  print(`ARPING ${formatIpv4(target)} from ${formatIpv4(source)} ${device.name}\n`);
  if (source === ANY_IPV4 && !flags.has('-D')) {
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
  for (;;) {
    if (kernel.now >= end || (count > 0 && sent >= count && kernel.now >= next)) break;
    if (kernel.now >= next) {
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
      next =
        kernel.now +
        (count > 0 && sent >= count && request.deadline === 0 ? Math.min(request.interval, SECOND) : request.interval);
    }
    if (!socket.pending()) yield { until: Math.min(next, end), ready: () => socket.pending() };
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
      if (flags.has('-D') || flags.has('-f') || (count > 0 && received >= count)) {
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
